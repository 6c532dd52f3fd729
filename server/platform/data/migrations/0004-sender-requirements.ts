import type { Migration } from './migration.ts';
import { movedTable } from './moved-table.ts';

export const moveSenderRequirements: Migration = {
  number: 4,
  name: 'put what senders must give beside the other settings',
  ...movedTable({ from: 'requirement-tables', setting: 'sender-requirements' }),
};
