import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { fileOf, waitingFiles } from '../../platform/files/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canSeeAttachment } from '../item/policy.ts';
import type { AttachedWith, Attachment } from '../item/rules/attachment.ts';
import { isCode } from '../item/rules/codes.ts';

/** A file of the sender as whoever may open it sees it. */
export interface AttachmentShown {
  id: string;
  name: string;
  type: string;
  bytes: number;
  with: AttachedWith;
  at: Date;
  public: boolean;
  /** Nobody can open it yet: it waits for the virus scanner. */
  waits?: true;
  /** Nobody can open it any more. */
  removed?: true;
  /** Path of the download. */
  href: string;
}

function shown(code: string, attachment: Attachment): AttachmentShown {
  const { id, name, type, bytes, at, publishedAt, removedAt } = attachment;
  return {
    ...{ id, name, type, bytes, with: attachment.with, at, public: !!publishedAt },
    ...(removedAt ? { removed: true as const } : {}),
    href: `/feedback/${code}/attachments/${id}`,
  };
}

/** For the sender and those inside. */
export async function allAttachments({
  code,
  attachments = [],
}: Pick<FeedbackFields, 'code' | 'attachments'>): Promise<AttachmentShown[]> {
  if (attachments.length === 0) return [];
  const waiting = await waitingFiles(attachments.map(({ id }) => id));
  return attachments.map((each) => ({
    ...shown(code, each),
    ...(waiting.has(each.id) ? { waits: true as const } : {}),
  }));
}

/** For everybody, where the text is public. */
export function publicAttachments({
  code,
  attachments = [],
}: Pick<FeedbackFields, 'code' | 'attachments'>): AttachmentShown[] {
  return attachments.filter(({ publishedAt }) => publishedAt).map((each) => shown(code, each));
}

type Row = Pick<
  FeedbackFields,
  'code' | 'status' | 'unit' | 'assignee' | 'publishText' | 'attachments' | 'reopening' | 'appeal' | 'shield'
>;

const READ = {
  ...{ code: 1, status: 1, unit: 1, assignee: 1, publishText: 1, attachments: 1 },
  reopening: 1,
  appeal: 1,
  shield: 1,
} as const;

async function attachmentOf(context: Context, code: string, id: string): Promise<Attachment> {
  const row = isCode(code) ? await Feedback.findOne({ code }, READ).lean<Row>() : null;
  const found = row?.attachments?.find((each) => each.id === id && !each.removedAt);
  if (!row || !found || !canSeeAttachment(context.actor, row, found)) throw new NotFound();
  return found;
}

/** One file with its content. @throws NotFound also for those who may not see it; Conflict while it waits for the scanner */
export async function attachmentFile(context: Context, code: string, id: string) {
  const found = await attachmentOf(context, code, id);
  const file = await fileOf(found.id);
  if (!file) throw new NotFound();
  if (!found.publishedAt) context.site.catalogue.noteReading?.(context, { what: 'file', code });
  return file;
}

/** What whoever is about to publish a file looks at. @throws NotFound */
export async function attachmentPage(context: Context, code: string, id: string): Promise<AttachmentShown> {
  return (await allAttachments({ code, attachments: [await attachmentOf(context, code, id)] }))[0]!;
}

/** Code of the item that has the file from its sender. */
export async function attachedTo(id: string): Promise<string | undefined> {
  const row = await Feedback.findOne({ 'attachments.id': id }, { code: 1 }).lean();
  return row?.code;
}
