import mongoose from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import { monthAfter } from '../../city/months.ts';
import { type Context, isStaff, may, type Staff } from '../../platform/context.ts';
import { allow, Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { unitOf } from '../../units/index.ts';
import {
  SprintTask,
  type SprintTaskFields,
  TargetBatch,
  type TargetBatchFields,
  TargetValue,
} from './model.ts';
import { canCloseTask, canGiveValue, canGiveValues, canSetTasks } from './policy.ts';
import { checkedRows, type RowFault, type TypedRow, type ValueRow, valueId, type Way } from './rules.ts';

interface Given {
  rows: readonly TypedRow[];
  way: Way;
  reason: string;
}

/** It was there on a day of the month: one that ended in its midst tells of it. */
function isThere(slug: string, month: string): boolean {
  const unit = unitOf(slug);
  if (!unit) return false;
  const { validFrom, validTo } = unit;
  return (!validFrom || validFrom < `${monthAfter(month, 1)}-01`) && (!validTo || validTo >= `${month}-01`);
}

/**
 * Takes values of one or more units and months, all or none. What stands there already and is the same is left.
 * @returns how many were new or other
 * @throws Invalid with the line of the first row that is wrong, or when values change and nobody says why
 */
export async function giveValues(context: Context, { rows: typed, way, reason }: Given): Promise<number> {
  const { actor, now } = context;
  if (!isStaff(actor) || !canGiveValues(actor)) throw new Forbidden();
  const thisMonth = cityDate(now).slice(0, 7);
  const isOwn = (unit: string) => canGiveValue(actor, unit);
  const { rows, faults } = checkedRows(typed, { thisMonth, isThere, isOwn });
  if (faults.length > 0) throw new Invalid(faultField(faults, way));
  const { changed, corrects } = await against(rows);
  if (changed.length === 0) return 0;
  if (corrects && !reason) throw new Invalid({ reason: { text: 'targets.errors.reason' } });
  const batch = new TargetBatch({ at: now, by: giver(actor), way, reason, rows: changed });
  await commit<TargetBatchFields>(context, batch, {
    name: 'targets.values-given',
    details: { way, count: changed.length, ...(changed.length === 1 ? changed[0] : {}) },
  });
  await applyBatch(String(batch._id));
  return changed.length;
}

/** The first that is wrong is named; of a form with one row, its field. */
function faultField(faults: readonly RowFault[], way: Way) {
  const [{ line, what, cell }, ...more] = faults as [RowFault, ...RowFault[]];
  const alone = { text: `targets.errors.${what}`, values: { cell } };
  if (way === 'form') return { [what === 'foreign' ? 'unit' : what]: alone };
  const text = more.length > 0 ? 'more' : 'one';
  return {
    [way === 'csv' ? 'file' : 'rows']: {
      text: `targets.errors.row-${text}.${what}`,
      values: { line, cell, count: more.length },
    },
  };
}

function giver(actor: Staff): TargetBatchFields['by'] {
  const inOffice = may(actor, 'approve') ? 'head' : 'official';
  const role = may(actor, 'give-values') ? 'coordinator' : inOffice;
  return { id: actor.id, name: actor.name, role };
}

const AT_ONCE = 1_000;

async function against(rows: readonly ValueRow[]): Promise<{ changed: ValueRow[]; corrects: boolean }> {
  const changed: ValueRow[] = [];
  let corrects = false;
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const stand = await TargetValue.find({ _id: { $in: some.map(valueId) } }).lean();
    const known = new Map(stand.map(({ _id, given }) => [_id, given.at(-1)?.value]));
    for (const row of some) {
      const before = known.get(valueId(row));
      if (before !== row.value) changed.push(row);
      if (before !== undefined && before !== row.value) corrects = true;
    }
  }
  return { changed, corrects };
}

/** Puts the values of a batch where they are read. Runs again after a crash: each value takes a batch once. */
export async function applyBatch(id: string): Promise<void> {
  const batch = await TargetBatch.findById(id, { pending: 0 }).lean<TargetBatchFields>();
  if (!batch) return;
  const { at, by, way, reason } = batch;
  for (let from = 0; from < batch.rows.length; from += AT_ONCE) {
    const some = batch.rows.slice(from, from + AT_ONCE);
    const there = some.map(({ target, unit, month, value: _ }) => ({
      updateOne: {
        filter: { _id: valueId({ target, unit, month }) },
        update: { $setOnInsert: { target, unit, month, given: [] } },
        upsert: true,
      },
    }));
    const taken = some.map(({ value, ...row }) => ({
      updateOne: {
        filter: { _id: valueId(row), 'given.batch': { $ne: id } },
        update: { $push: { given: { batch: id, value, at, by, way, reason } } },
      },
    }));
    await TargetValue.bulkWrite([...there, ...taken]);
  }
}

export interface TaskTyped {
  text: string;
  unit: string;
  owner: string;
  dueOn: string;
}

/** The city gives a unit a task of the sprint. */
export async function addTask(context: Context, typed: TaskTyped): Promise<void> {
  allow(canSetTasks(context.actor));
  const today = cityDate(context.now);
  if (!isThere(typed.unit, today.slice(0, 7))) throw new Invalid({ unit: { text: 'targets.errors.unit' } });
  if (typed.dueOn <= today) throw new Invalid({ dueOn: { text: 'targets.errors.ahead' } });
  const task = new SprintTask({ ...typed, createdAt: context.now });
  const { text, ...details } = typed;
  await commit<SprintTaskFields>(context, task, {
    name: 'targets.task-added',
    details: { ...details, text },
  });
}

async function taskOf(id: string) {
  const task = mongoose.isValidObjectId(id) ? await SprintTask.findById(id) : null;
  if (!task) throw new NotFound();
  return task;
}

/** @throws Conflict when it is done already */
export async function closeTask(context: Context, id: string, outcome: string): Promise<void> {
  const task = await taskOf(id);
  allow(canCloseTask(context.actor, task));
  if (task.doneOn) throw new Conflict('targets.errors.done');
  task.doneOn = cityDate(context.now);
  task.outcome = outcome;
  const { unit, dueOn, doneOn } = task;
  await commit<SprintTaskFields>(context, task, {
    name: 'targets.task-done',
    details: { unit, dueOn, doneOn, outcome },
  });
}

/** Another date, with the reason in view of all; the one before stays. */
export async function moveTask(
  context: Context,
  id: string,
  { dueOn, reason }: { dueOn: string; reason: string },
): Promise<void> {
  const task = await taskOf(id);
  allow(canSetTasks(context.actor));
  if (task.doneOn) throw new Conflict('targets.errors.done');
  if (dueOn <= cityDate(context.now)) throw new Invalid({ dueOn: { text: 'targets.errors.ahead' } });
  if (dueOn === task.dueOn) return;
  const before = task.dueOn;
  task.earlier.push({ dueOn: before, reason, at: context.now });
  task.dueOn = dueOn;
  await commit<SprintTaskFields>(context, task, {
    name: 'targets.task-moved',
    details: { unit: task.unit, before, dueOn, reason },
  });
}
