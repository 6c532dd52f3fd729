import { readFileSync } from 'node:fs';
import { checkReminders, type ReminderRow } from './rules.ts';

const SEED = new URL('../../data/seed/reminders.json', import.meta.url);

let rows: ReminderRow[] | undefined;

/** The points that ship; read once. @throws Error when the file contradicts itself */
export function reminderRows(): ReminderRow[] {
  if (rows) return rows;
  const read = (JSON.parse(readFileSync(SEED, 'utf8')) as { rows: ReminderRow[] }).rows;
  const faults = checkReminders(read);
  if (faults.length > 0) throw new Error(`data/seed/reminders.json: ${faults.join(', ')}`);
  rows = read;
  return rows;
}
