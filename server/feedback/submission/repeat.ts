import { DAY_MS } from '../../city/dates.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict } from '../../platform/errors.ts';
import { hashSecret, normaliseKey, sameSecret } from '../../platform/secrets.ts';
import { Feedback } from '../item/model.ts';
import type { Submission } from './schemas.ts';

export interface Receipt {
  code: string;
  /** Shown once: only its hash is stored. */
  key: string;
  dueAt: Date;
  /** The calendar of those days is not settled yet. */
  provisional: boolean;
  receivedAt: Date;
}

/** After this, the same key is a new request. */
const REMEMBERED_MS = DAY_MS;

/** By what a repeated request is known. */
export interface RequestMark {
  /** The key of the request, of one caller: what others choose is not in each other's way. */
  idempotencyKey: string;
  /** Of the caller, the key and everything that was sent with it. */
  requestHash: string;
}

export function markOf(
  { actor }: Context,
  key: string,
  input: Submission & { files?: string[]; raisedBy?: string },
): RequestMark {
  const caller = isStaff(actor) ? actor.id : actor.kind;
  const sent = Object.entries(input).sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    idempotencyKey: hashSecret(JSON.stringify([caller, key])),
    requestHash: hashSecret(JSON.stringify([caller, key, sent])),
  };
}

/**
 * The key of a receipt: for a request with a mark the same each time, so that a repeat can be given it again. It follows
 * from all that was sent: whoever knows no more than the public words and the caller's key does not get it.
 */
export function keyFor({ site }: Context, code: string, mark: RequestMark | undefined): string {
  return site.tokens.receiptKey(mark && `${code}:${mark.requestHash}`);
}

/**
 * The receipt of the first request with this mark; undefined when the key has been forgotten meanwhile.
 * @throws Conflict when something else was sent with the key
 */
export async function repeated(context: Context, mark: RequestMark): Promise<Receipt | undefined> {
  const { idempotencyKey, requestHash } = mark;
  const first = await Feedback.findOne({ idempotencyKey }).lean();
  if (!first) return undefined;
  if (context.now.getTime() - first.createdAt.getTime() > REMEMBERED_MS) {
    await Feedback.updateOne({ _id: first._id, idempotencyKey }, { $unset: { idempotencyKey: 1 } });
    return undefined;
  }
  const { code, dueAt, dueProvisional: provisional, receivedAt } = first;
  const key = keyFor(context, code, mark);
  // With another secret of the site the key would be one that opens nothing.
  if (first.requestHash !== requestHash || !sameSecret(first.receiptKeyHash, normaliseKey(key)))
    throw new Conflict('feedback.errors.key-used');
  return { code, key, dueAt, provisional, receivedAt };
}
