import type { Context } from '../../platform/context.ts';
import { isStaff } from '../../platform/context.ts';
import { Conflict } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { searchTokens } from '../../platform/text.ts';
import { dueOf } from '../deadlines.ts';
import type { FeedbackDocument, Words } from '../model.ts';
import { canReply, canScreen, isSender } from '../policy.ts';
import type { RefusalGround } from '../rules.ts';
import { allow, findItem, move } from './find.ts';

const MOST_MESSAGES = 20;

/** Words that the search finds: only of what is public. */
function publicTokens(item: FeedbackDocument): string[] {
  return item.publishText ? searchTokens(`${item.publicText.subject} ${item.publicText.text}`) : [];
}

/** A coordinator accepts the item and thereby opens its public text. The original is kept. */
export function acceptFeedback(context: Context, code: string, publicText?: Words): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    move(item, 'feedback.accepted');
    const edited =
      publicText !== undefined &&
      (publicText.subject !== item.originalText.subject || publicText.text !== item.originalText.text);
    if (publicText) item.publicText = publicText;
    item.tokens = publicTokens(item);
    await commit(context, item, { name: 'feedback.accepted', code, details: { edited } });
  });
}

/** Changes the public text of an item already accepted, for instance to take out personal data found later. */
export function editPublicText(context: Context, code: string, publicText: Words): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    move(item, 'feedback.public-text-edited');
    const before = { subject: item.publicText.subject, text: item.publicText.text };
    item.publicText = publicText;
    item.tokens = publicTokens(item);
    await commit(context, item, {
      name: 'feedback.public-text-edited',
      code,
      personal: { before, after: publicText },
    });
  });
}

/** Asks the sender for what is missing; the clock stands still until the reply. */
export function requestInfo(context: Context, code: string, question: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    if (item.messages.length >= MOST_MESSAGES) throw new Conflict('feedback.errors.too-many-messages');
    move(item, 'feedback.info-requested');
    item.messages.push({ at: context.now, from: 'office', text: question });
    item.waitingSince = context.now;
    item.askedBy = isStaff(context.actor) ? context.actor.id : null;
    await commit(context, item, { name: 'feedback.info-requested', code, personal: { question } });
  });
}

/** The sender replies (or a coordinator for someone on the phone); the clock goes on. */
export function giveInfo(context: Context, code: string, reply: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canReply(context.actor, item));
    move(item, 'feedback.info-given');
    item.messages.push({ at: context.now, from: 'sender', text: reply });
    item.pauses.push({ from: item.waitingSince ?? context.now, to: context.now });
    item.waitingSince = null;
    Object.assign(item, dueOf(item));
    await commit(context, item, {
      name: 'feedback.info-given',
      code,
      details: { dueAt: item.dueAt },
      personal: { reply },
    });
  });
}

/** Refuses with a ground of the list and guidance on what the sender can do instead. */
export function refuseFeedback(
  context: Context,
  code: string,
  refusal: { ground: RefusalGround; guidance: string },
): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canScreen(context.actor));
    move(item, 'feedback.refused');
    item.refusal = refusal;
    item.closedAt = context.now;
    item.waitingSince = null;
    await commit(context, item, { name: 'feedback.refused', code, personal: refusal });
  });
}

/** The sender takes the item back. */
export function withdrawFeedback(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(isSender(context.actor, item));
    move(item, 'feedback.withdrawn');
    item.closedAt = context.now;
    item.tokens = [];
    await commit(context, item, { name: 'feedback.withdrawn', code });
  });
}
