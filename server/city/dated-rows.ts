import { dayBefore } from './dates.ts';

/** Settings of a city are rows that hold from a date to a date (yyyy-mm-dd), both included. */
export interface DatedRow {
  validFrom: string;
  /** null: still in force. */
  validTo: string | null;
}

/** True when the row is in force on the date; one without a first day has always been. */
export function holdsOn(
  { validFrom, validTo }: { validFrom: string | null; validTo: string | null },
  date: string,
): boolean {
  return (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo);
}

/** The row in force on a date. */
export function rowOn<Row extends DatedRow>(rows: readonly Row[], date: string): Row | undefined {
  return rows.find((row) => holdsOn(row, date));
}

/** As `rowOn`; the first row where none is in force: a setting that is always needed holds before its first day too. */
export function rowOnOrFirst<Row extends DatedRow>(rows: readonly Row[], date: string): Row {
  return rowOn(rows, date) ?? rows[0]!;
}

/**
 * The rows with one more, which holds from its date on: it ends what held until then, takes the place of a row for the
 * same date, and gives way to one that begins later.
 */
export function withRow<Row extends DatedRow>(rows: readonly Row[], added: Omit<Row, 'validTo'>): Row[] {
  const from = added.validFrom;
  const earlier = rows
    .filter(({ validFrom }) => validFrom < from)
    .map((row) => (row.validTo === null || row.validTo >= from ? { ...row, validTo: dayBefore(from) } : row));
  const later = rows.filter(({ validFrom }) => validFrom > from);
  const next = later.map(({ validFrom }) => validFrom).sort()[0];
  return [...earlier, { ...added, validTo: next ? dayBefore(next) : null } as Row, ...later];
}
