import { holdsOn } from '../../city/dated-rows.ts';
import { readDay } from './civil-days.ts';
import { shown } from './faults.ts';
import { type Amount, LIMIT_UNITS, type Problem } from './types.ts';

/** The clocks an item has. */
export const LIMIT_STEPS = [
  'screening',
  'transfer',
  'acceptance',
  'first_reply',
  'answer',
  'extension',
  'clarification',
  'review',
  'appeal',
  'dispute',
] as const;
export type LimitStep = (typeof LIMIT_STEPS)[number];

/** How demanding a matter is: the three levels that the city knows. What nobody has judged is ordinary. */
export const COMPLEXITIES = ['ordinary', 'complex', 'urgent'] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

/** One limit and the text it rests on. Local dates, inclusive; `validTo` null while it is in force. */
export interface LimitRow extends Amount {
  step: LimitStep;
  /** The text the limit rests on, as people read it. */
  basis: Partial<Record<'vi' | 'en' | 'ru', string>>;
  /** Kind of feedback, complexity, regulation: null or absent holds for all. */
  kind?: string | null;
  complexity?: string | null;
  regulation?: string | null;
  validFrom: string;
  validTo: string | null;
}

export interface LimitQuestion {
  step: LimitStep;
  kind?: string;
  complexity?: string;
  regulation?: string;
  /** Local date on which the clock starts: the law of that day holds to the end. */
  at: string;
}

const NARROWING = ['regulation', 'kind', 'complexity'] as const;

/**
 * The limit in force: of the rows that fit, the one that says most, where a regulation of its own goes
 * before the kind, and the kind before the complexity. Undefined when no row fits.
 */
export function limitFor(rows: readonly LimitRow[], question: LimitQuestion): LimitRow | undefined {
  let best: LimitRow | undefined;
  for (const row of rows) {
    if (fits(row, question) && (!best || weight(row) > weight(best))) best = row;
  }
  return best;
}

/** Names a row for good: no two rows for one case begin on the same day. 'answer.urgent.2025-02-28' */
export function limitId(row: Pick<LimitRow, 'step' | 'validFrom' | (typeof NARROWING)[number]>): string {
  const parts = [row.step, ...NARROWING.map((field) => row[field]).filter(Boolean), row.validFrom];
  return parts.join('.');
}

function fits(row: LimitRow, question: LimitQuestion): boolean {
  if (row.step !== question.step) return false;
  if (!holdsOn(row, question.at)) return false;
  return NARROWING.every((field) => row[field] == null || row[field] === question[field]);
}

function weight(row: LimitRow): number {
  return NARROWING.reduce((sum, field) => sum * 2 + (row[field] == null ? 0 : 1), 0);
}

/** Everything wrong with a table of limits; two rows may never give two answers for one date. */
export function checkLimits(rows: readonly LimitRow[]): Problem[] {
  if (!Array.isArray(rows)) {
    return [{ key: 'limits-unreadable', severity: 'error', where: '', values: {} }];
  }
  const problems: Problem[] = [];
  const sound: { row: LimitRow; index: number }[] = [];
  rows.forEach((row, index) => {
    const found = checkRow(row).map(([key, values]) => asProblem(key, index, values));
    problems.push(...found);
    if (found.length > 0) return;
    const clash = sound.find((other) => sameCase(other.row, row) && validTogether(other.row, row));
    if (clash) problems.push(asProblem('limits-overlap', index, { step: row.step, other: clash.index + 1 }));
    sound.push({ row, index });
  });
  return problems;
}

type Finding = [key: string, values?: Problem['values']];

function asProblem(key: string, index: number, values: Problem['values'] = {}): Problem {
  return { key, severity: 'error', where: `limits.${index}`, values: { row: index + 1, ...values } };
}

function checkRow(row: LimitRow): Finding[] {
  if (typeof row !== 'object' || row === null) return [['limit-unreadable']];
  const found: Finding[] = [];
  if (!LIMIT_STEPS.includes(row.step)) found.push(['limit-step-unknown', { step: shown(row.step) }]);
  if (!LIMIT_UNITS.includes(row.unit)) found.push(['limit-unit-unknown', { unit: shown(row.unit) }]);
  if (!isAmount(row)) found.push(['limit-amount', { amount: shown(row.amount) }]);
  if (!Object.values(row.basis ?? {}).some((text) => typeof text === 'string' && text.trim() !== '')) {
    found.push(['limit-basis-missing']);
  }
  for (const field of NARROWING) {
    const value = row[field];
    if (value != null && (typeof value !== 'string' || value === '')) found.push(['limit-field', { field }]);
  }
  return [...found, ...checkValidity(row)];
}

function isAmount({ amount, unit }: LimitRow): boolean {
  return Number.isFinite(amount) && amount > 0 && (unit === 'working_hours' || Number.isInteger(amount));
}

/** `validTo` has to be said, if only as null: a row whose end was forgotten is not one that is in force. */
function checkValidity({ validFrom, validTo }: LimitRow): Finding[] {
  if (validFrom == null) return [['limit-validity-missing', { field: 'validFrom' }]];
  if (validTo === undefined) return [['limit-validity-missing', { field: 'validTo' }]];
  const bad = [validFrom, validTo].find((date) => date !== null && readDay(date) === undefined);
  if (bad !== undefined) return [['date-malformed', { date: shown(bad) }]];
  if (validTo !== null && validTo < validFrom)
    return [['dates-reversed', { from: validFrom, until: validTo }]];
  return [];
}

function sameCase(a: LimitRow, b: LimitRow): boolean {
  return a.step === b.step && NARROWING.every((field) => (a[field] ?? null) === (b[field] ?? null));
}

function validTogether(a: LimitRow, b: LimitRow): boolean {
  return (a.validTo === null || b.validFrom <= a.validTo) && (b.validTo === null || a.validFrom <= b.validTo);
}
