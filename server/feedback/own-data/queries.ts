import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { lettersAbout } from '../../platform/mail/old-letters.ts';
import { heldBy } from '../erasure/erased-item.ts';
import { findKnown } from '../item/find.ts';
import { BEFORE_ALL, Feedback, type FeedbackDocument, type FeedbackFields } from '../item/model.ts';
import { canAskErasure } from '../item/policy.ts';
import { notAgainst } from '../item/shielded.ts';
import { itemPage } from '../item-page/queries.ts';
import { STATE_OF_ERASURE, stateOfErasure } from './actions.ts';
import { erasedFrom } from './rules.ts';

/** @throws NotFound, Forbidden for everybody but the sender */
async function ownItem(context: Context, code: string): Promise<FeedbackDocument> {
  const item = await findKnown(context, code);
  if (!canAskErasure(context.actor, item)) throw new Forbidden();
  return item;
}

/** What the page of the sender's own data says. */
export async function ownDataShown(context: Context, code: string) {
  const item = await ownItem(context, code);
  const state = stateOfErasure(item, context.now);
  const held = heldBy(item);
  return {
    ...{ code, state, open: !!held, askable: state === 'none' || (state === 'declined' && !held) },
    public: item.publishText && !item.shield,
    from: erasedFrom(item),
    erased: item.erased && { at: item.erased.at, why: item.erased.why },
    reason: item.erasure?.decision?.reason,
    email: !!item.sender.email,
  };
}

/** Everything that is held about the sender in an item, as plain data: what its page shows, and who it is. */
export async function ownDataFile(context: Context, code: string): Promise<object> {
  const item = await ownItem(context, code);
  const { may: _, why: __, version: ___, own, attachments, ...page } = await itemPage(context, code);
  const { publicUrl } = context.site;
  const files = own!.attachments.map(({ href, ...file }) => ({ ...file, href: publicUrl + href }));
  const { sender, contact, receivedAt, createdAt, channel, publishText, erasure } =
    item.toObject() as FeedbackFields;
  return {
    ...{ exportedAt: context.now, href: `${publicUrl}/feedback/${code}` },
    ...{ sender, contact: contact ?? null, receivedAt, enteredAt: createdAt, channel, publishText },
    ...{ erasure: erasure ? { askedAt: erasure.askedAt, carryAt: erasure.carryAt } : null },
    item: { ...page, own: { ...own, attachments: files } },
    letters: await lettersAbout(code, { since: createdAt, to: sender.email }),
  };
}

const MOST_SHOWN = 100;
const UNDECIDED = { 'erasure.carryAt': { $gt: BEFORE_ALL }, 'erasure.decision': null };

type Row = Pick<FeedbackFields, 'code' | 'status' | 'dueAt' | 'publicText' | 'language' | 'erasure'>;

/** Requests for items in which an answer is still due and nobody has decided, the oldest first. */
export async function erasuresToDecide({ actor }: Context): Promise<Row[]> {
  const among = { ...UNDECIDED, ...notAgainst(actor) };
  const rows = Feedback.find(among, { ...STATE_OF_ERASURE, dueAt: 1, publicText: 1, language: 1 })
    .sort({ 'erasure.carryAt': 1, _id: 1 })
    .lean<FeedbackFields[]>()
    .cursor();
  const held: Row[] = [];
  for await (const item of rows) if (heldBy(item) && held.push(item) === MOST_SHOWN) break;
  return held;
}

export async function erasuresWaiting(context: Context): Promise<number> {
  return (await erasuresToDecide(context)).length;
}

/** What a coordinator decides about. @throws NotFound */
export async function erasureToDecide(context: Context, code: string) {
  const item = await findKnown(context, code);
  const { status, dueAt, erasure, reopening, closedAt } = item;
  const state = stateOfErasure(item, context.now);
  return {
    ...{ code, status, dueAt, askedAt: erasure?.askedAt },
    decision: erasure?.decision && { as: erasure.decision.as, reason: erasure.decision.reason },
    endable: !reopening && !closedAt && state !== 'waits',
    takenBackUntil: state === 'waits' ? erasure!.carryAt : undefined,
    decidable: !!erasure?.carryAt && !!heldBy(item),
  };
}
