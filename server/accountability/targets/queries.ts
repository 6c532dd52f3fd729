import { cityDate } from '../../calendar/index.ts';
import { monthAfter, monthsUpTo } from '../../city/months.ts';
import type { Named } from '../../city/named.ts';
import { percentOf } from '../../city/percent.ts';
import { figuresByKey } from '../../feedback/index.ts';
import { type Actor, type Context, isStaff, type Role } from '../../platform/context.ts';
import { settingOn } from '../../settings/index.ts';
import { namedUnit, unitsInForce } from '../../units/index.ts';
import { SprintTask, TargetValue, type TargetValueFields } from './model.ts';
import { canCloseTask, canSetTasks } from './policy.ts';
import {
  COUNTED_TARGET,
  type Reached,
  reachedBy,
  TARGETS,
  TASK_STATES,
  type Target,
  type TargetRow,
  type TaskState,
  taskState,
  type Way,
} from './rules.ts';
import { DIRECTIVE_TARGETS } from './settings.ts';

export interface ValueShown {
  value: number;
  at: Date;
  way: Way;
  role: Role;
  /** Only for staff. */
  name?: string;
  reason?: string;
}

export interface UnitRow {
  unit: Named;
  value?: number;
  before?: number;
  met: boolean;
  /** Absent where it is counted. The newest first. */
  given: ValueShown[];
}

export interface TargetBoard {
  month: string;
  basis: string;
  targets: { target: Target; goal: number; good: boolean; reached: Reached; chosen: boolean }[];
  rows: UnitRow[];
  months: { month: string; mean: number | null; goal: number }[];
}

/** Values of one target in a month, by unit. */
type Values = Map<string, { value: number; given: TargetValueFields['given'] }>;

async function entered(months: readonly string[], target?: Target): Promise<Map<string, Values>> {
  const rows = await TargetValue.find({ month: { $in: months }, ...(target ? { target } : {}) }).lean();
  const all = new Map<string, Values>();
  for (const { target, unit, month, given } of rows) {
    // Of two that came at once the later counts, whichever was written last.
    const inOrder = given.toSorted((a, b) => +a.at - +b.at || a.batch.localeCompare(b.batch));
    const last = inOrder.at(-1);
    if (!last) continue;
    const key = `${target}/${month}`;
    if (!all.has(key)) all.set(key, new Map());
    all.get(key)!.set(unit, { value: last.value, given: inOrder });
  }
  return all;
}

/** How many of the items of a month were handled by their date, by unit. */
async function counted(month: string): Promise<Values> {
  const rows = (await figuresByKey('unit', [month], ['handled'])) ?? new Map();
  const values: Values = new Map();
  for (const [unit, { handled }] of rows) {
    const all = Object.values(handled).reduce((sum: number, count) => sum + (count as number), 0);
    if (all > 0) values.set(unit, { value: percentOf(all - handled.late, all), given: [] });
  }
  return values;
}

const lastDay = (month: string, today: string) => {
  const end = `${month}-31`;
  return end < today ? end : today;
};

/** What is asked in a month, and of whom. */
function askedIn(month: string, today: string) {
  const day = lastDay(month, today);
  const row = settingOn(DIRECTIVE_TARGETS, day);
  return { row, units: unitsInForce(day).filter(({ kind }) => row.kinds.includes(kind)) };
}

/** More names of months run into each other on a telephone. */
const MONTHS = 8;

/** All targets in a month, and one of them for each unit. */
export async function targetBoard(
  { actor, now }: Context,
  { month, target }: { month: string; target: Target },
): Promise<TargetBoard> {
  const today = cityDate(now);
  const previous = monthAfter(month, -1);
  const long = monthsUpTo(month, MONTHS);
  const [here, along, countedBy] = await Promise.all([
    entered([month, previous]),
    target === COUNTED_TARGET ? new Map<string, Values>() : entered(long, target),
    Promise.all(
      (target === COUNTED_TARGET ? long : [previous, month]).map(
        async (each) => [each, await counted(each)] as const,
      ),
    ).then((all) => new Map(all)),
  ]);
  const valuesOf = (of: Target, at: string): Values =>
    (of === COUNTED_TARGET ? countedBy.get(at) : (here.get(`${of}/${at}`) ?? along.get(`${of}/${at}`))) ??
    new Map();
  const reached = (of: Target, at: string) => {
    const { row, units } = askedIn(at, today);
    const values = valuesOf(of, at);
    return reachedBy(
      units.map(({ slug }) => values.get(slug)?.value),
      row.goals[of],
    );
  };
  const { row, units } = askedIn(month, today);
  return {
    month,
    basis: row.basis,
    targets: TARGETS.map((each) => {
      const [goal, now] = [row.goals[each], reached(each, month)];
      const good = now.mean !== null && now.mean >= goal;
      return { target: each, goal, good, reached: now, chosen: each === target };
    }),
    rows: unitRows(actor, { units, goal: row.goals[target] }, [
      valuesOf(target, month),
      valuesOf(target, previous),
    ]),
    months: long.map((each) => ({
      month: each,
      mean: reached(target, each).mean,
      goal: askedIn(each, today).row.goals[target],
    })),
  };
}

/** How far the units that a rule asks have come in a month with each of its goals. */
export async function reachedByRow(
  { kinds, goals }: Pick<TargetRow, 'kinds' | 'goals'>,
  { month, today }: { month: string; today: string },
): Promise<Record<Target, Reached>> {
  const [told, handled] = await Promise.all([entered([month]), counted(month)]);
  const units = unitsInForce(lastDay(month, today)).filter(({ kind }) => kinds.includes(kind));
  const reached = TARGETS.map((target) => {
    const values = target === COUNTED_TARGET ? handled : told.get(`${target}/${month}`);
    const all = units.map(({ slug }) => values?.get(slug)?.value);
    return [target, reachedBy(all, goals[target])];
  });
  return Object.fromEntries(reached) as Record<Target, Reached>;
}

/** Who falls short most stands first, then who says nothing. */
function unitRows(
  actor: Actor,
  { units, goal }: { units: readonly Named[]; goal: number },
  [values, before]: [Values, Values],
): UnitRow[] {
  const rows = units.map(({ slug, name }): UnitRow => {
    const told = values.get(slug);
    const earlier = before.get(slug)?.value;
    return {
      unit: { slug, name },
      ...(told ? { value: told.value } : {}),
      ...(earlier === undefined ? {} : { before: earlier }),
      met: !!told && told.value >= goal,
      given: (told?.given ?? []).toReversed().map((each) => givenShown(actor, each)),
    };
  });
  return rows.sort((a, b) => (a.value ?? 101) - (b.value ?? 101));
}

function givenShown(
  actor: Actor,
  { value, at, way, by, reason }: TargetValueFields['given'][number],
): ValueShown {
  return {
    value,
    at,
    way,
    role: by.role,
    ...(isStaff(actor) ? { name: by.name } : {}),
    ...(reason ? { reason } : {}),
  };
}

/** The month that is over, yyyy-mm, on the city's calendar. */
export const lastMonth = (now: Date) => monthAfter(cityDate(now).slice(0, 7), -1);

/** What was told for a month, for programs and files. */
export async function valuesOfMonth(month: string) {
  const rows = await TargetValue.find({ month }).sort({ _id: 1 }).lean();
  return rows.flatMap(({ target, unit, given }) => {
    const last = given.toSorted((a, b) => +a.at - +b.at || a.batch.localeCompare(b.batch)).at(-1);
    return last ? [{ target, unit, month, value: last.value, at: last.at, corrected: given.length > 1 }] : [];
  });
}

export interface TaskShown {
  id: string;
  text: string;
  unit?: Named;
  owner: string;
  dueOn: string;
  state: TaskState;
  doneOn: string | null;
  outcome: string;
  earlier: { dueOn: string; reason: string }[];
  may: { close: boolean; move: boolean };
}

/** Of those that are open, and of those that are done. */
const MOST_TASKS = 300;

/** The sprint's tasks: what is late on top, then by date. */
export async function sprintTasks({ actor, now }: Context): Promise<TaskShown[]> {
  const today = cityDate(now);
  const some = (doneOn: null | { $ne: null }, order: 1 | -1) =>
    SprintTask.find({ doneOn }, { pending: 0 }).sort({ dueOn: order, _id: order }).limit(MOST_TASKS).lean();
  // Of those that are done the newest: they never stand in the way of one that is open.
  const [open, done] = await Promise.all([some(null, 1), some({ $ne: null }, -1)]);
  const rows = [...open, ...done.reverse()];
  const tasks = rows.map(({ _id, text, unit, owner, dueOn, doneOn, outcome, earlier }): TaskShown => {
    const named = namedUnit(unit);
    return {
      ...{ id: String(_id), text, owner, dueOn, doneOn, outcome },
      ...(named ? { unit: named } : {}),
      state: taskState({ dueOn, doneOn }, today),
      earlier: earlier.map(({ dueOn, reason }) => ({ dueOn, reason })),
      may: { close: !doneOn && canCloseTask(actor, { unit }), move: !doneOn && canSetTasks(actor) },
    };
  });
  return tasks.sort((a, b) => TASK_STATES.indexOf(a.state) - TASK_STATES.indexOf(b.state));
}
