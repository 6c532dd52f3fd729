import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../platform/errors.ts';
import { commit } from '../platform/journal/index.ts';
import { ReminderTable, type ReminderTableFields } from './model.ts';
import { canEditReminders } from './policy.ts';
import { reminderTable, TABLE } from './reminder-rows.ts';
import {
  checkReminders,
  type PointName,
  pointsAt,
  pointsChanged,
  type ReminderPoint,
  samePoint,
  withPoint,
} from './rules.ts';

interface When {
  /** The table's number on the page: somebody else may have changed it meanwhile. */
  number: number;
  /** Local date (yyyy-mm-dd), today or later: what people were told before cannot be changed any more. */
  validFrom: string;
}

/** Tells people at one more point from a date on; whoever is told at that moment already stays told. @throws Invalid, Conflict */
export function addReminder(context: Context, point: ReminderPoint, when: When): Promise<void> {
  return change(context, when, {
    name: 'added',
    point,
    change: (points) => withPoint(points, point),
  });
}

/** Tells nobody at a point any more from a date on. @throws Invalid, Conflict; NotFound when it holds on no such date */
export function removeReminder(context: Context, point: PointName, when: When): Promise<void> {
  return change(context, when, {
    name: 'removed',
    point,
    change(points) {
      if (!points.some((each) => samePoint(each, point))) throw new NotFound();
      return points.filter((each) => !samePoint(each, point));
    },
  });
}

interface Change {
  name: 'added' | 'removed';
  point: Partial<ReminderPoint>;
  change(points: readonly ReminderPoint[]): readonly ReminderPoint[];
}

async function change(
  context: Context,
  { number, validFrom }: When,
  { name, point, change }: Change,
): Promise<void> {
  if (!canEditReminders(context.actor)) throw new Forbidden();
  if (validFrom < cityDate(context.now))
    throw new Invalid({ validFrom: { text: 'notices.reminders.errors.past' } });
  const table = (await ReminderTable.findById(TABLE)) ?? (await newTable());
  if (table.number !== number) throw new Conflict('notices.reminders.errors.changed');
  const rows = pointsChanged(table.rows, validFrom, change);
  if (checkReminders(rows).length > 0)
    throw new Invalid({ amount: { text: 'notices.reminders.errors.amount' } });
  table.rows = rows;
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  const details = { point, validFrom, points: pointsAt(rows, validFrom), number: table.number };
  try {
    await commit<ReminderTableFields>(context, table, { name: `reminders.${name}`, details });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('notices.reminders.errors.changed');
    throw error;
  }
}

async function newTable() {
  return new ReminderTable({ _id: TABLE, ...(await reminderTable()) });
}
