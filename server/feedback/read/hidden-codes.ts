import type { Actor } from '../../platform/context.ts';
import { Feedback } from '../item/model.ts';
import { canKnowOf } from '../item/policy.ts';

const READ = { code: 1, status: 1, unit: 1, shield: 1, appeal: 1, reopening: 1, contributions: 1 } as const;

/** Those of the codes whose items the actor may not know of. */
export async function hiddenCodes(actor: Actor, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const about = { code: { $in: [...codes] }, shield: { $ne: null } };
  const rows = await Feedback.find(about, READ).lean();
  return rows.filter((row) => !canKnowOf(actor, row)).map(({ code }) => code);
}
