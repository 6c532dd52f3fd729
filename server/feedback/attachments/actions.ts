import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canScreen } from '../item/policy.ts';
import type { Attachment } from '../item/rules/attachment.ts';

export const PUBLISH_ATTACHMENT: ItemVerb = {
  entry: 'feedback.attachment-published',
  may: canScreen,
  refusal: ({ publishText }) => (publishText ? undefined : { text: 'feedback.attachments.errors.declined' }),
};

function attachmentOf(item: FeedbackDocument, file: string): Attachment {
  const found = item.attachments.find(({ id, removedAt }) => id === file && !removedAt);
  if (!found) throw new NotFound();
  return found;
}

/** Everybody may open the file from now on, as long as the text is public. */
export function publishAttachment(context: Context, code: string, { file }: { file: string }): Promise<void> {
  return changeItem(context, code, PUBLISH_ATTACHMENT, (item) => {
    const found = attachmentOf(item, file);
    if (found.publishedAt) return undefined;
    found.publishedAt = context.now;
    return { details: { file }, personal: { name: found.name } };
  });
}

export const HIDE_ATTACHMENT: ItemVerb = { entry: 'feedback.attachment-hidden', may: canScreen };

export function hideAttachment(context: Context, code: string, { file }: { file: string }): Promise<void> {
  return changeItem(context, code, HIDE_ATTACHMENT, (item) => {
    const found = attachmentOf(item, file);
    if (!found.publishedAt) return undefined;
    found.publishedAt = null;
    return { details: { file }, personal: { name: found.name } };
  });
}

/** The virus scanner, asked late, has found something: the sender is told. */
export function removeInfected(context: Context, code: string, file: string): Promise<void> {
  return followItem(context, code, (item) => {
    const found = item.attachments.find(({ id }) => id === file);
    if (!found || found.removedAt) return undefined;
    found.removedAt = context.now;
    found.publishedAt = null;
    return { name: 'feedback.attachment-removed', details: { file }, personal: { name: found.name } };
  });
}
