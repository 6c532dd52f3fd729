/** With what it came. */
export const ATTACHED_WITH = ['submission', 'reply', 'reopening'] as const;
export type AttachedWith = (typeof ATTACHED_WITH)[number];

/** A file of the sender: private, as the text was before it was accepted, until a coordinator publishes it on purpose. */
export interface Attachment {
  /** Of the stored file. */
  id: string;
  /** For display. */
  name: string;
  /** Content type, found from its bytes. */
  type: string;
  bytes: number;
  with: AttachedWith;
  at: Date;
  /** A coordinator has looked at it and made it public. */
  publishedAt: Date | null;
  /** The virus scanner has found something in it: its content is gone. */
  removedAt: Date | null;
}

/** With one submission, reply or reopening. */
export const MOST_ATTACHMENTS = 5;
export const MOST_ATTACHMENT_BYTES = 10 * 1024 * 1024;
