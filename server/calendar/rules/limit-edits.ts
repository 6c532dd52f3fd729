import { readDay, writeDay } from './civil-days.ts';
import { type LimitRow, type LimitStep, limitId } from './limits.ts';
import type { Problem } from './types.ts';

const isGeneral = (row: LimitRow) => row.kind == null && row.complexity == null && row.regulation == null;

function sameCase(a: LimitRow, b: LimitRow): boolean {
  const parts = ({ step, kind, complexity, regulation }: LimitRow) =>
    JSON.stringify([step, kind ?? null, complexity ?? null, regulation ?? null]);
  return parts(a) === parts(b);
}

/**
 * Adds a row. With `replace` the row that holds for the same case until then ends on the day before, so that
 * there is neither a gap nor a clash.
 */
export function limitAdded(rows: readonly LimitRow[], row: LimitRow, replace: boolean): LimitRow[] {
  const first = readDay(row.validFrom);
  const ended = (each: LimitRow): LimitRow =>
    replace &&
    first !== undefined &&
    sameCase(each, row) &&
    each.validFrom < row.validFrom &&
    (each.validTo === null || each.validTo >= row.validFrom)
      ? { ...each, validTo: writeDay(first - 1) }
      : each;
  return [...rows.map(ended), row];
}

/** Ends a row on a date, inclusive. */
export function limitEnded(rows: readonly LimitRow[], id: string, validTo: string): LimitRow[] {
  return rows.map((row) => (limitId(row) === id ? { ...row, validTo } : row));
}

/** Steps that would have no general limit on some date from `from` on: an item would then have no date at all. */
export function limitGaps(rows: readonly LimitRow[], from: string): Problem[] {
  const steps = new Set(rows.map((row) => row.step));
  return [...steps].flatMap((step) => {
    const gap = firstGap(rows, step, from);
    return gap
      ? [{ key: 'limit-gap', severity: 'error' as const, where: 'limits', values: { step, date: gap } }]
      : [];
  });
}

function firstGap(rows: readonly LimitRow[], step: LimitStep, from: string): string | undefined {
  const general = rows
    .filter((row) => row.step === step && isGeneral(row))
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  let covered = from;
  for (const row of general) {
    if (row.validTo !== null && row.validTo < covered) continue;
    if (row.validFrom > covered) return covered;
    if (row.validTo === null) return undefined;
    covered = writeDay(readDay(row.validTo)! + 1);
  }
  return covered;
}
