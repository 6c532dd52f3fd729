import { addDays } from '../city/dates.ts';

export const FORMATS = ['json', 'xml'] as const;
export type Format = (typeof FORMATS)[number];

/** For whoever knows of no procedure: a sender need not name one. */
export const GENERAL = 'general-feedback';

/** The standard's: without dates the last ninety days are asked for, and never more than these at once. */
export const MOST_DAYS = 90;
export const MOST_REQUESTS = 1_000;
export const MOST_NAMED = 100;
/** The standard's, of a description. */
export const LONGEST_DESCRIPTION = 4_000;

const LONGEST_SUBJECT = 120;

/** The standard has no subject: the first sentence, cut at a word. */
export function subjectOf(description: string, least: number): string {
  const [sentence = ''] = description.split(/(?<=[.!?…])\s|\n/, 1);
  const begin = sentence.trim().length >= least ? sentence.trim() : description.replace(/\s+/g, ' ').trim();
  if (begin.length <= LONGEST_SUBJECT) return begin;
  const cut = begin.slice(0, LONGEST_SUBJECT);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_SUBJECT / 2)).trimEnd()}…`;
}

/** From when to when is asked: of ninety days, those before the end or, where only the beginning is given, after it. */
export function spanOf({ from, to }: { from?: Date; to?: Date }, now: Date): { from: Date; to: Date } {
  const end = to ?? (from ? addDays(from, MOST_DAYS) : now);
  const earliest = addDays(end, -MOST_DAYS);
  return { from: from && from > earliest ? from : earliest, to: end };
}
