import type { Migration } from './migration.ts';
import { movedTable } from './moved-table.ts';

export const moveDelayRules: Migration = {
  number: 5,
  name: 'put the rules of delay lists beside the other settings',
  ...movedTable({ from: 'delay-rule-tables', setting: 'delay-rules' }),
};
