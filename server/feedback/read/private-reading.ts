import { type Context, may } from '../../platform/context.ts';
import { allow, NotFound } from '../../platform/errors.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { canKnowOf, canSeeInside } from '../item/policy.ts';
import { isCode } from '../item/rules/codes.ts';

/** The private part of an item, for whoever has no part in it and gives a reason. */
export type PrivateReading = Pick<
  FeedbackFields,
  'code' | 'sender' | 'originalText' | 'receivedAt' | 'language'
> & {
  files: string[];
};

/**
 * Leaders and administrators may, of what they may know of: an item about the conduct of a unit stays closed to them too.
 * @throws NotFound, Forbidden
 */
export async function privateReading({ actor }: Context, code: string): Promise<PrivateReading> {
  const row = isCode(code) ? await Feedback.findOne({ code }).lean<FeedbackFields>() : null;
  if (!row || !canKnowOf(actor, row)) throw new NotFound();
  allow(may(actor, 'read-with-reason') && !canSeeInside(actor, row));
  const { sender, originalText, receivedAt, language, attachments = [] } = row;
  const files = attachments.filter(({ removedAt }) => !removedAt).map(({ name }) => name);
  return { code, sender, originalText, receivedAt, language, files };
}

/** What decides whether somebody may know of an item. */
const KNOWN_BY = {
  ...{ code: 1, status: 1, unit: 1, shield: 1, raised: 1, appeal: 1, reopening: 1, contributions: 1 },
} as const;

/** Which of these codes belong to items that the reader may not know of. */
export async function unknownAmong({ actor }: Context, codes: readonly string[]): Promise<Set<string>> {
  if (codes.length === 0) return new Set();
  const shielded = { code: { $in: [...new Set(codes)] }, 'shield.unit': { $gt: '' } };
  const rows = await Feedback.find(shielded, KNOWN_BY).lean<FeedbackFields[]>();
  return new Set(rows.filter((row) => !canKnowOf(actor, row)).map(({ code }) => code));
}
