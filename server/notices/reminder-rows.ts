import { once } from '../platform/once.ts';
import { readSeed } from '../platform/seed.ts';
import { ReminderTable } from './model.ts';
import { checkReminders, type ReminderRow } from './rules.ts';

/** The points that ship. @throws Error when the file contradicts itself */
export const reminderRows = once((): ReminderRow[] => {
  const read = readSeed<{ rows: ReminderRow[] }>('reminders').rows;
  const faults = checkReminders(read);
  if (faults.length > 0) throw new Error(`data/seed/reminders.json: ${faults.join(', ')}`);
  return read;
});

export const TABLE = 'city';

/** What is in force: the table of the city, until somebody changes it the one that ships, as number 1. */
export async function reminderTable(): Promise<{ number: number; rows: ReminderRow[] }> {
  const table = await ReminderTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  return table ? { number: table.number, rows: table.rows } : { number: 1, rows: reminderRows() };
}
