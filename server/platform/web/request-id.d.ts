declare namespace Express {
  interface Request {
    /** In the log, in error pages and in journal entries. */
    id: string;
  }
}
