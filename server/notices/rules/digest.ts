import type { ReminderPoint } from './points.ts';

export const DIGESTS = ['daily', 'none'] as const;
export type DigestChoice = (typeof DIGESTS)[number];

/** In the order of the letter. */
const DIGEST_GROUPS = ['escalated', 'to-approve', 'promised', 'late', 'today', 'soon', 'reminded'] as const;
export type DigestGroup = (typeof DIGEST_GROUPS)[number];

/** How an item stands with its date on the morning of the letter. */
export type Standing = 'late' | 'today' | 'soon' | 'later';

/** An item as one person is told of it. */
export interface DigestItem {
  dueAt: Date;
  standing: Standing;
  /** The date given with an apology. */
  promisedAt: Date | null;
  /** The person has to see to it: holds it, heads the unit that has it, or screens. */
  own: boolean;
  /** It waits for the person to approve: an answer, or more time. */
  toApprove?: boolean;
  /** Points that it has reached since the last letter and of which the person is to be told. */
  reached: ReminderPoint[];
}

/** Where an item stands in the letter of a person; undefined: it does not concern the person today. */
export function groupOf({
  own,
  toApprove,
  standing,
  promisedAt,
  reached,
}: DigestItem): DigestGroup | undefined {
  if (!own) return reached.length > 0 ? 'escalated' : undefined;
  if (toApprove) return 'to-approve';
  if (promisedAt) return 'promised';
  if (standing !== 'later') return standing;
  return reached.length > 0 ? 'reminded' : undefined;
}

/** When an item is to be done: what was promised goes before the date that was missed. */
const doneBy = ({ promisedAt, dueAt }: DigestItem) => promisedAt ?? dueAt;

/**
 * One letter of the day, what comes first on top. Who wants none still hears of escalations, and of nothing else.
 * @returns undefined when there is nothing to tell
 */
export function digestOf<Item extends DigestItem>(
  items: readonly Item[],
  choice: DigestChoice,
): { name: DigestGroup; items: Item[] }[] | undefined {
  const wanted =
    choice === 'daily' ? items : items.filter(({ reached }) => reached.some(({ escalation }) => escalation));
  const groups = DIGEST_GROUPS.map((name) => ({
    name,
    items: wanted
      .filter((item) => groupOf(item) === name)
      .sort((a, b) => doneBy(a).getTime() - doneBy(b).getTime()),
  })).filter((group) => group.items.length > 0);
  return groups.length > 0 ? groups : undefined;
}
