/** What can be followed: one item, or whatever comes to a procedure, an office or a search. */
export const FOLLOWED = ['item', 'regulation', 'unit', 'search'] as const;
export type Followed = (typeof FOLLOWED)[number];

/** By which a search finds; `item` names one item instead. */
export interface Target {
  item?: string;
  q?: string;
  status?: string;
  kind?: string;
  regulation?: string;
  unit?: string;
  ward?: string;
  /** In which language. */
  written?: string;
}

const FILTERS = ['q', 'status', 'kind', 'regulation', 'unit', 'ward', 'written'] as const;

/** The same target always reads the same. */
export function subjectOf(target: Target): { what: Followed; subject: string } | undefined {
  if (target.item) return { what: 'item', subject: target.item };
  const given = FILTERS.filter((name) => target[name]);
  if (given.length === 0) return undefined;
  const [only] = given;
  if (given.length === 1 && (only === 'regulation' || only === 'unit'))
    return { what: only, subject: target[only]! };
  return {
    what: 'search',
    subject: new URLSearchParams(given.map((name) => [name, target[name]!])).toString(),
  };
}

/** The query of the public list that finds what belongs to a target; an item has none. */
export function queryOf({ what, subject }: { what: Followed; subject: string }): Record<string, string> {
  if (what === 'item') return {};
  if (what !== 'search') return { [what]: subject };
  const { language, ...query } = Object.fromEntries(new URLSearchParams(subject));
  // As it was called before: in an address that is the language of the page.
  return language ? { ...query, written: language } : query;
}

/** Where everybody reads it. */
export function pageOf(target: { what: Followed; subject: string }): string {
  if (target.what === 'item') return `/feedback/${target.subject}`;
  if (target.what === 'search') return `/feedback?${new URLSearchParams(queryOf(target))}`;
  return target.what === 'unit' ? `/units/${target.subject}` : `/regulations/${target.subject}`;
}

export function feedOf(target: { what: Followed; subject: string }): string {
  if (target.what === 'item') return `/feedback/${target.subject}/feed.atom`;
  return `/feedback/feed.atom?${new URLSearchParams(queryOf(target))}`;
}

/** What happens to an item that its followers hear of at once. */
export const ITEM_NEWS = [
  ...['accepted', 'refused', 'routed', 'transferred', 'extended', 'apologised', 'interim-answered'],
  ...['answered', 'answer-corrected', 'reopened', 'withdrawn', 'closed-unanswered'],
  ...['merged', 'unmerged', 'answered-together', 'refusal-taken-back', 'appeal-decided', 'appeal-sent-back'],
  ...['answer-aged', 'answer-looked-at'],
].map((name) => `feedback.${name}`);

/** What a letter of the day tells of: an item that everybody can read now, and one that is answered. */
export const DAILY_NEWS = ['feedback.accepted', 'feedback.answered', 'feedback.answered-together'];

const HOUR_MS = 3_600_000;
/** Letters of the day come when people are up. */
const FROM_HOUR = 7;
const UNTIL_HOUR = 20;

/** @param midnight the beginning of the day in the city */
export function isTimeOfLetters(now: Date, midnight: Date): boolean {
  const hours = (now.getTime() - midnight.getTime()) / HOUR_MS;
  return hours >= FROM_HOUR && hours < UNTIL_HOUR;
}
