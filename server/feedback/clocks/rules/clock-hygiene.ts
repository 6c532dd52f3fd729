import type { ClockFlag } from '../../item/rules/clock-flags.ts';
import type { Holding } from '../../item/rules/holdings.ts';
import { isDueSoon, type OfficeTime } from './deadline-state.ts';

/** A time in which the sender was asked. */
export interface Question {
  from: Date;
  /** Who asked; null: a coordinator. */
  unit: string | null;
  /** The office time left when it was asked. */
  time: OfficeTime;
}

export interface ClockHistory {
  questions: readonly Question[];
  /** Office minutes that a unit may keep what is not its own (Decree 20/2008: to be passed on in 5 working days). */
  transferMinutes: number | null;
  worked(from: Date, to: Date): number;
}

/**
 * What is wrong with the way an item's clock was treated. "Late" questions are those asked in the last fifth, or last
 * working day, of the time, or even after it: whoever read the item in time would have asked before. One question should be enough: in
 * one-stop shops a supplement may be asked for once (domain/rules.md, section 1.3).
 */
export function clockHygiene(item: { holdings: readonly Holding[] }, history: ClockHistory): ClockFlag[] {
  const flags: ClockFlag[] = [];
  if (history.questions.some(({ time }) => isDueSoon(time))) flags.push('late-question');
  if (repeated(history.questions)) flags.push('repeated-question');
  if (wentBack(item.holdings)) flags.push('ping-pong');
  if (item.holdings.some((_, at) => keptTooLong(item.holdings, at, history))) flags.push('late-transfer');
  return flags;
}

function repeated(questions: readonly Question[]): boolean {
  return questions.some((one, at) => questions.slice(0, at).some(({ unit }) => unit === one.unit));
}

/** Back in a unit that another one has had it after, or with a fourth unit. The arbiter's "back to you" is none. */
function wentBack(holdings: readonly Holding[]): boolean {
  const units = holdings
    .filter(({ takenOver }) => !takenOver)
    .map(({ unit }) => unit)
    .filter((unit) => unit !== null)
    .filter((unit, at, all) => unit !== all[at - 1]);
  return new Set(units).size < units.length || units.length > 3;
}

function keptTooLong(holdings: readonly Holding[], at: number, history: ClockHistory): boolean {
  const holding = holdings[at]!;
  const next = holdings.slice(at + 1).find(({ unit }) => unit !== null);
  if (holding.unit === null || !holding.to || !next || next.takenOver || next.unit === holding.unit)
    return false;
  return (
    history.transferMinutes !== null && history.worked(holding.from, holding.to) > history.transferMinutes
  );
}
