import { addWorkingDays, cityCalendar, cityDate } from '../calendar/index.ts';
import { Feedback, type FeedbackFields, workedTime } from '../feedback/index.ts';
import { IN_UNIT } from '../feedback/rules.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { unitOf } from '../units/index.ts';
import { answeredLately, daysWithUnit } from './history.ts';
import { minutesOfDay, monthOf } from './office-time.ts';
import { canSeeForecast, seesAllForecasts } from './policy.ts';
import { type ForecastRow, withReassigning } from './reassigning.ts';
import { estimate, LIKELY } from './rules.ts';
import { type Named, named } from './unit-totals.ts';

/** Later dates are no risk yet; the list stays readable. */
const AHEAD_DAYS = 15;
const MOST_ITEMS = 2000;
const MOST_ROWS = 100;

export interface Forecast {
  /** Items of the next AHEAD_DAYS working days that will probably miss their date, the worst first. */
  rows: ForecastRow[];
  /** More of them than shown. */
  more: number;
  /** Open items looked at; of them without enough answers to compare with. */
  considered: number;
  unknown: number;
  /** Those that have missed their date already. */
  late: number;
  answers: number;
  /** Units to choose from; one only when the actor has one. */
  units: Named[];
  unit?: Named;
}

const FIELDS = {
  code: 1,
  kind: 1,
  regulation: 1,
  unit: 1,
  assignee: 1,
  receivedAt: 1,
  dueAt: 1,
  closedAt: 1,
  pauses: 1,
  waitingSince: 1,
  holdings: 1,
} as const;
type Row = Pick<FeedbackFields, keyof typeof FIELDS> & { unit: string };

/** Which open items will probably miss their date, why, and who would do better. @throws Forbidden NotFound */
export async function forecast(context: Context, { unit }: { unit?: string }): Promise<Forecast> {
  const { actor, now } = context;
  if (unit !== undefined && !unitOf(unit)) throw new NotFound('units.not-found');
  if (unit !== undefined && !canSeeForecast(actor, unit)) throw new Forbidden();
  const own = isStaff(actor) ? actor.units : [];
  const whole = seesAllForecasts(actor);
  const units = unit !== undefined ? [unit] : whole ? undefined : own;
  const within = { status: { $in: [...IN_UNIT] }, unit: units ? { $in: units } : { $ne: null } };
  const open = await Feedback.find({ ...within, dueAt: { $gt: now, $lt: horizon(now) } }, FIELDS)
    .sort({ dueAt: 1 })
    .limit(MOST_ITEMS)
    .lean<Row[]>();
  const history = await answeredLately(now);
  const estimated = open.map((row) => {
    const time = running(row, now);
    return { row, ...time, estimate: estimate(history, { ...row, ...time }) };
  });
  const missing = estimated
    .flatMap(({ estimate: found, ...each }) =>
      found && found.chance < LIKELY ? [{ ...each, estimate: found }] : [],
    )
    .sort((a, b) => a.estimate.chance - b.estimate.chance || a.row.dueAt.getTime() - b.row.dueAt.getTime());
  return {
    rows: await withReassigning(context, missing.slice(0, MOST_ROWS), history),
    more: Math.max(0, missing.length - MOST_ROWS),
    considered: open.length,
    unknown: estimated.filter((each) => !each.estimate).length,
    late: await Feedback.countDocuments({ ...within, dueAt: { $lte: now } }),
    answers: history.size,
    units: await unitsToChoose(whole ? undefined : own),
    ...(unit !== undefined ? { unit: named(unit) } : {}),
  };
}

function horizon(now: Date): Date {
  const last = addWorkingDays(cityCalendar(), cityDate(now), AHEAD_DAYS);
  return new Date(monthOf(last.slice(0, 7)).start.getTime() + Number(last.slice(8)) * 86_400_000);
}

function running(row: Row, now: Date): { used: number; left: number } {
  return { used: daysWithUnit(row, now), left: workedTime(row)(now, row.dueAt) / minutesOfDay() };
}

/** Units with open items, for those who see all of them. */
async function unitsToChoose(own: string[] | undefined): Promise<Named[]> {
  if (own) return own.map(named);
  const slugs = await Feedback.distinct('unit', { status: { $in: [...IN_UNIT] } });
  return slugs
    .flatMap((slug) => (slug ? [named(slug)] : []))
    .sort((a, b) => a.name.vi.localeCompare(b.name.vi, 'vi'));
}
