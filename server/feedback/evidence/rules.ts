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

export const MOST_EVIDENCE = 5;
export const MOST_EVIDENCE_BYTES = 5 * 1024 * 1024;
export const MOST_EVIDENCE_DESCRIPTION = 200;
