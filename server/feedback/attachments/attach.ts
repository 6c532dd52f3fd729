import { Invalid } from '../../platform/errors.ts';
import type { FormFile } from '../../platform/files/index.ts';
import type { UploadRule } from '../../platform/web/uploads.ts';
import {
  type AttachedWith,
  type Attachment,
  MOST_ATTACHMENT_BYTES,
  MOST_ATTACHMENTS,
} from '../item/rules/attachment.ts';

/** For every form with which a sender, or staff for a sender, may bring files. */
export const ATTACHED = {
  field: 'files',
  most: MOST_ATTACHMENTS,
  mostBytes: MOST_ATTACHMENT_BYTES,
  kept: true,
} satisfies UploadRule;

/** What the item keeps of them. @throws Invalid for files that another item has */
export function attachments(
  files: readonly FormFile[],
  { at, with: what }: { at: Date; with: AttachedWith },
): Attachment[] {
  if (files.some(({ taken }) => taken))
    throw new Invalid({ files: { text: 'feedback.attachments.errors.gone' } });
  return files.slice(0, MOST_ATTACHMENTS).map(({ id, name, type, bytes }) => ({
    ...{ id, name, type, bytes, at, with: what },
    ...{ publishedAt: null, removedAt: null },
  }));
}

export const idsOf = (files: readonly { id: string }[]): string[] => files.map(({ id }) => id);
