import type { DatedRow } from '../city/dated-rows.ts';
import { monthAfter } from '../city/months.ts';
import { type Actor, may } from '../platform/context.ts';

/** What goes when, in months. */
export interface RetentionRow extends DatedRow {
  /** Off: the law on archives asks for the whole record until the city has set how long. */
  items: boolean;
  /** After closing. */
  itemMonths: number;
  accounts: boolean;
  /** After the account was closed. */
  accountMonths: number;
  /** Absent in rows from before: they stay. */
  participants?: boolean;
  /** After the session was over. */
  participantMonths?: number;
  confidential?: boolean;
  /** After the last that was said or done. */
  confidentialMonths?: number;
  letterMonths: number;
  mailMonths: number;
  tokenMonths: number;
  basis: string;
}

export const KINDS = [
  ...(['items', 'accounts', 'participants', 'confidential', 'letters', 'mails', 'tokens'] as const),
];
export type Kind = (typeof KINDS)[number];

/** After how many months; undefined: this kind stays. */
export function monthsOf(row: Omit<RetentionRow, 'validTo'>, kind: Kind): number | undefined {
  if (kind === 'items') return row.items ? row.itemMonths : undefined;
  if (kind === 'accounts') return row.accounts ? row.accountMonths : undefined;
  if (kind === 'participants') return row.participants ? row.participantMonths : undefined;
  if (kind === 'confidential') return row.confidential ? row.confidentialMonths : undefined;
  return { letters: row.letterMonths, mails: row.mailMonths, tokens: row.tokenMonths }[kind];
}

/** What is from before this date (yyyy-mm-dd) goes on that day: by whole days, and of a short month the last day. */
export function goesFromBefore(date: string, months: number): string {
  const month = monthAfter(date.slice(0, 7), -months);
  const [year, number] = month.split('-').map(Number) as [number, number];
  const days = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return `${month}-${String(Math.min(Number(date.slice(8)), days)).padStart(2, '0')}`;
}

/** A month that is to come, with what goes in it: all from before `to` that was not gone in the months before. */
export interface MonthAhead {
  month: string;
  /** Absent: from the beginning. */
  from?: string;
  to: string;
}

/**
 * The months to come, by the rule of each: a rule that begins later holds from its day on.
 * @param rule in force on a date
 */
export function monthsAhead(
  today: string,
  many: number,
  { kind, rule }: { kind: Kind; rule(date: string): RetentionRow },
): MonthAhead[] {
  const ahead: MonthAhead[] = [];
  let from: string | undefined;
  for (let at = 0; at < many; at++) {
    const month = monthAfter(today.slice(0, 7), at);
    const last = `${monthAfter(month, 1)}-01`;
    const months = monthsOf(rule(last), kind);
    if (months === undefined) continue;
    const to = goesFromBefore(last, months);
    if (from && to <= from) continue;
    ahead.push({ month, ...(from ? { from } : {}), to });
    from = to;
  }
  return ahead;
}

export function canSeeRetention(actor: Actor): boolean {
  return may(actor, 'settings');
}
