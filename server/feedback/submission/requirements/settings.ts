import type { Job } from '../../../platform/clock/scheduler.ts';
import { storeMemory } from '../../../platform/data/store-memory.ts';
import { readSeed } from '../../../platform/seed.ts';
import { requirementAt, type SenderRequirement } from '../../item/rules/fields.ts';
import { RequirementTable } from './model.ts';

export const TABLE = 'city';

export interface RequirementRows {
  number: number;
  rows: readonly SenderRequirement[];
}

function shipped(): RequirementRows {
  return { number: 1, rows: readSeed<SenderRequirement[]>('sender-requirements') };
}

const memory = storeMemory(() => ({ table: shipped() }));

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function requirementRows(): Promise<RequirementRows> {
  const table = await RequirementTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  memory().table = table ? { number: table.number, rows: table.rows } : shipped();
  return memory().table;
}

/** What a sender must give on a date (yyyy-mm-dd in the city). */
export function senderRequirementOn(date: string): SenderRequirement {
  return requirementAt(memory().table.rows, date);
}

/** A new row begins tomorrow at the earliest: by then every process has read it, and no submission need ask. */
export const requirementsJob: Job = {
  name: 'feedback.read-requirements',
  everySeconds: 30,
  everyProcess: true,
  run: async () => void (await requirementRows()),
};
