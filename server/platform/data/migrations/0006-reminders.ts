import type { Migration } from './migration.ts';
import { movedTable } from './moved-table.ts';

export const moveReminders: Migration = {
  number: 6,
  name: 'put the points of reminders beside the other settings',
  ...movedTable({ from: 'reminder-tables', setting: 'reminders' }),
};
