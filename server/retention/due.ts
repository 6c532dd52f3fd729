import { cityMidnight } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { BEGINNING, RETAINED } from './kinds.ts';
import { goesFromBefore, KINDS, type Kind, monthsOf, type RetentionRow } from './rules.ts';

export interface Amount {
  kind: Kind;
  count: number;
}

type Row = Omit<RetentionRow, 'validTo'>;

/** From before which moment a kind goes on a day; undefined: it stays. */
export function goesNow(kind: Kind, date: string, row: Row): Date | undefined {
  const months = monthsOf(row, kind);
  return months === undefined ? undefined : cityMidnight(goesFromBefore(date, months));
}

/**
 * How many of each kind would go in the first night of a row: beside its preview. That there are confidential messages,
 * and how many, is told nowhere.
 */
export async function dueByRow(_: Context, row: Row): Promise<{ due: Amount[] }> {
  const due: Amount[] = [];
  for (const kind of KINDS) {
    const to = goesNow(kind, row.validFrom, row);
    if (to && kind !== 'confidential')
      due.push({ kind, count: await RETAINED[kind].count({ from: BEGINNING, to }) });
  }
  return { due };
}
