import type { Grades } from '../item/rules/grades.ts';
import { asksForReview } from '../rating/rules.ts';

/** Why the sender cannot appeal: key under `feedback.appeal.errors`; undefined when it can. */
export function appealRefusal(
  item: { reopened: boolean; appealed: boolean; rating: Grades | null; until: Date },
  now: Date,
): 'appealed-before' | 'not-reopened' | 'not-rated' | 'rated-well' | 'late' | undefined {
  if (item.appealed) return 'appealed-before';
  if (!item.reopened) return 'not-reopened';
  if (!item.rating) return 'not-rated';
  if (!asksForReview(item.rating)) return 'rated-well';
  return now > item.until ? 'late' : undefined;
}

interface Above {
  slug: string;
  /** Account ids. */
  heads: readonly string[];
}

/**
 * Which of the units above decides: the nearest with a head who had no part; where none has, the nearest, for which the
 * leadership decides.
 * @param above nearest first
 */
export function deciding(above: readonly Above[], hadPart: readonly string[]): string | null {
  const free = above.find(({ heads }) => heads.some((head) => !hadPart.includes(head)));
  return (free ?? above[0])?.slug ?? null;
}
