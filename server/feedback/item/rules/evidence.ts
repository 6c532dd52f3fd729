/** A file that shows what the answer says: a decision, a photograph of the finished work, a record. */
export interface Evidence {
  /** Of the stored file. */
  id: string;
  /** For display. */
  name: string;
  /** Content type, found from its bytes. */
  type: string;
  bytes: number;
  description: string;
  /** Account that added it. */
  by: string;
  at: Date;
}
