import type { DatedRow } from '../../city/dated-rows.ts';

/** What the directive asks of every unit, each in per cent; the last is counted from the items themselves. */
export const ENTERED_TARGETS = [
  'online-payment',
  'digitised-results',
  'procedures-published',
  'online-full',
] as const;
export const COUNTED_TARGET = 'feedback-on-time';
export const TARGETS = [...ENTERED_TARGETS, COUNTED_TARGET] as const;
export type EnteredTarget = (typeof ENTERED_TARGETS)[number];
export type Target = (typeof TARGETS)[number];

/** Of which kinds of units values are asked, and how much is enough. Dated. */
export interface TargetRow extends DatedRow {
  kinds: string[];
  goals: Record<Target, number>;
  basis: string;
}

export interface ValueRow {
  target: EnteredTarget;
  unit: string;
  month: string;
  value: number;
}

export const WAYS = ['form', 'csv', 'api'] as const;
export type Way = (typeof WAYS)[number];

/** One row as it stands in a file, or in a call. */
export interface TypedRow {
  line: number;
  target: string;
  unit: string;
  month: string;
  value: string | number;
}

export interface RowFault {
  line: number;
  what: 'target' | 'unit' | 'foreign' | 'month' | 'value' | 'twice';
  cell: string;
}

/** The first month of which values are taken: the directive is of 2022. */
const FIRST = '2022-01';
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

interface Known {
  /** Of today, yyyy-mm: no later one is taken. */
  thisMonth: string;
  /** Whether the unit was there in a month. */
  isThere(unit: string, month: string): boolean;
  isOwn(unit: string): boolean;
}

/** '97,5' and '97.5'; at most two places. undefined: no value from 0 to 100. */
export function readPercent(typed: string | number): number | undefined {
  const text = String(typed).trim().replace(/%$/, '').trim().replace(',', '.');
  if (!/^\d{1,3}(?:\.\d{1,2})?$/.test(text)) return undefined;
  const value = Number(text);
  return value <= 100 ? value : undefined;
}

/** All rows, or what is wrong with each that is. Nothing is taken by halves. */
export function checkedRows(
  typed: readonly TypedRow[],
  known: Known,
): { rows: ValueRow[]; faults: RowFault[] } {
  const seen = new Set<string>();
  const rows: ValueRow[] = [];
  const faults: RowFault[] = [];
  for (const row of typed) {
    const value = readPercent(row.value);
    const what = faultOf(row, value, known) ?? (seen.has(valueId(row)) ? 'twice' : undefined);
    seen.add(valueId(row));
    if (what) faults.push({ line: row.line, what, cell: String(row[CELL[what]]).slice(0, 60) });
    else rows.push({ target: row.target as EnteredTarget, unit: row.unit, month: row.month, value: value! });
  }
  return { rows, faults };
}

const CELL: Record<RowFault['what'], keyof TypedRow> = {
  ...{ target: 'target', unit: 'unit', foreign: 'unit' },
  ...{ month: 'month', value: 'value', twice: 'unit' },
};

function faultOf(row: TypedRow, value: number | undefined, known: Known): RowFault['what'] | undefined {
  if (!(ENTERED_TARGETS as readonly string[]).includes(row.target)) return 'target';
  if (!MONTH.test(row.month) || row.month < FIRST || row.month > known.thisMonth) return 'month';
  if (!known.isThere(row.unit, row.month)) return 'unit';
  if (!known.isOwn(row.unit)) return 'foreign';
  return value === undefined ? 'value' : undefined;
}

export const valueId = ({ target, unit, month }: Pick<TypedRow, 'target' | 'unit' | 'month'>): string =>
  `${target}/${unit}/${month}`;

/** What the units of the city have reached: their mean, how many have reached the goal, how many say nothing. */
export interface Reached {
  mean: number | null;
  met: number;
  told: number;
  owing: number;
}

export function reachedBy(values: readonly (number | undefined)[], goal: number): Reached {
  const told = values.filter((value) => value !== undefined);
  const sum = told.reduce((all, value) => all + value, 0);
  return {
    mean: told.length > 0 ? Math.round((10 * sum) / told.length) / 10 : null,
    met: told.filter((value) => value >= goal).length,
    told: told.length,
    owing: values.length - told.length,
  };
}

export const TASK_STATES = ['late', 'open', 'done-late', 'done'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Dates are days of the city. */
export function taskState(
  { dueOn, doneOn }: { dueOn: string; doneOn: string | null },
  today: string,
): TaskState {
  if (doneOn) return doneOn > dueOn ? 'done-late' : 'done';
  return today > dueOn ? 'late' : 'open';
}
