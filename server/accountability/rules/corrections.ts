/** What the list of a month tells of one clock: enough to see whether it would be told otherwise today. */
export interface Told {
  code: string;
  review: boolean;
  look?: number;
  state: string;
  dueAt: Date;
  daysLate: number;
  lost: readonly { unit: string | null; days: number }[];
  cause: string | null;
  apologised: boolean;
  extended: boolean;
}

export interface Corrected<Row> {
  row: Row;
  /** `gone`: it would not stand there today; `changed`: it would, with `now`. Null: as it was told. */
  correction: { kind: 'gone' } | { kind: 'changed'; now: Row } | null;
}

export const lookOf = ({ review, look }: Pick<Told, 'review' | 'look'>): number => look ?? (review ? 2 : 1);

/** An item stands on a list as often as a look at it was late. */
const keyOf = (row: Told) => `${row.code} ${lookOf(row)}`;

const lostOf = ({ lost }: Told) =>
  lost
    .map(({ unit, days }) => `${unit} ${days}`)
    .sort()
    .join();

function sameAs(a: Told, b: Told): boolean {
  return (
    a.state === b.state &&
    a.dueAt.getTime() === b.dueAt.getTime() &&
    a.daysLate === b.daysLate &&
    lostOf(a) === lostOf(b) &&
    a.cause === b.cause &&
    a.apologised === b.apologised &&
    a.extended === b.extended
  );
}

/**
 * What a month has told is never rewritten: beside each row stands what would be told today, where that differs; what
 * would be told in addition comes after them.
 */
export function correctionsOf<Row extends Told>(
  told: readonly Row[],
  today: readonly Row[],
): { rows: Corrected<Row>[]; added: Row[] } {
  const left = new Map(today.map((row) => [keyOf(row), row]));
  const rows = told.map((row): Corrected<Row> => {
    const now = left.get(keyOf(row));
    left.delete(keyOf(row));
    if (!now) return { row, correction: { kind: 'gone' } };
    return { row, correction: sameAs(row, now) ? null : { kind: 'changed', now } };
  });
  return { rows, added: [...left.values()] };
}
