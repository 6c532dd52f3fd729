import { addWorkingDays, cityCalendar, cityDate } from '../calendar/index.ts';
import { addDays } from '../city/dates.ts';
import type { Named } from '../city/named.ts';
import { countOverdue, unitsWithOpenItems } from '../feedback/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { unitOf } from '../units/index.ts';
import { named } from './delay-list/unit-totals.ts';
import { answeredLately } from './history.ts';
import { monthOf } from './office-time.ts';
import { backlogOf, type OpenItem, openItems, placedUntil, type Scope } from './open-items.ts';
import { canSeeForecast, seesAllForecasts } from './policy.ts';
import { type Estimated, type ForecastRow, type Known, withReassigning } from './reassigning.ts';
import { type Estimate, estimate, LIKELY, type Queue } from './rules.ts';

/** Later dates are no risk yet; the list stays readable. */
const AHEAD_DAYS = 15;
const MOST_ROWS = 100;

export interface Forecast {
  /** Items of the next AHEAD_DAYS working days that will probably miss their date, the worst first. */
  rows: ForecastRow[];
  /** More of them than shown. */
  more: number;
  /** Open items looked at; of them without a unit or enough answers to compare with. */
  considered: number;
  unknown: number;
  /** Those that have missed their date already; absent while they are being counted. */
  late?: number;
  answers: number;
  /** Units to choose from; one only when the actor has one. */
  units: Named[];
  /** The actor sees every unit of the city. */
  whole: boolean;
  unit?: Named;
}

/** Which open items will probably miss their date, why, and who would do better. @throws Forbidden NotFound */
export async function forecast(context: Context, { unit }: { unit?: string }): Promise<Forecast> {
  const { actor, now } = context;
  const whole = seesAllForecasts(actor);
  const own = whole ? undefined : isStaff(actor) ? actor.units : [];
  const scope: Scope = { units: unit === undefined ? own : [seen(actor, unit)], unrouted: whole };
  const [open, history, late, choices] = await Promise.all([
    placedUntil(horizon(now), now),
    answeredLately(now),
    countOverdue(scope.units, now),
    unitsToChoose(own),
  ]);
  const { items, unplaced } = openItems(open, scope, now);
  const known = { history, backlog: backlogOf(open, history) };
  const estimated = items.map((item) => estimatedItem(item, known));
  const missing = worstFirst(estimated);
  return {
    rows: await withReassigning(context, missing.slice(0, MOST_ROWS), known),
    more: Math.max(0, missing.length - MOST_ROWS),
    considered: items.length + unplaced,
    unknown: unplaced + estimated.filter((each) => !each.estimate).length,
    ...(late === undefined ? {} : { late }),
    answers: history.size,
    units: choices,
    whole,
    ...(unit !== undefined ? { unit: named(unit) } : {}),
  };
}

/** @throws Forbidden NotFound */
function seen(actor: Context['actor'], unit: string): string {
  if (!unitOf(unit)) throw new NotFound('units.not-found');
  if (!canSeeForecast(actor, unit)) throw new Forbidden();
  return unit;
}

type MaybeEstimated = Omit<Estimated, 'estimate'> & { estimate: Estimate | undefined };

function estimatedItem(item: OpenItem, { history, backlog }: Known): MaybeEstimated {
  const { unit, assignee, place } = item;
  const queue: Queue = assignee ? { by: 'assignee', who: assignee } : { by: 'unit', who: unit };
  const wait = backlog.waitOf(queue, place);
  return { item, wait, estimate: estimate(history, { ...item, wait: wait.days }) };
}

function worstFirst(all: MaybeEstimated[]): Estimated[] {
  return all
    .filter((each): each is Estimated => !!each.estimate && each.estimate.chance < LIKELY)
    .sort((a, b) => a.estimate.chance - b.estimate.chance || a.item.dueAt.getTime() - b.item.dueAt.getTime());
}

function horizon(now: Date): Date {
  const last = addWorkingDays(cityCalendar(), cityDate(now), AHEAD_DAYS);
  return addDays(monthOf(last.slice(0, 7)).start, Number(last.slice(8)));
}

/** Units with open items, for those who see all of them. */
async function unitsToChoose(own: string[] | undefined): Promise<Named[]> {
  if (own) return own.map(named);
  const slugs = await unitsWithOpenItems();
  return slugs.map(named).sort((a, b) => a.name.vi.localeCompare(b.name.vi, 'vi'));
}
