import type { Job } from '../../../platform/clock/scheduler.ts';
import { readSeed } from '../../../platform/seed.ts';
import { requirementAt, type SenderRequirement } from '../../item/rules/fields.ts';
import { RequirementTable } from './model.ts';

export const TABLE = 'city';

export interface RequirementRows {
  number: number;
  rows: readonly SenderRequirement[];
}

let inForce: RequirementRows | undefined;

function shipped(): RequirementRows {
  return { number: 1, rows: readSeed<SenderRequirement[]>('sender-requirements') };
}

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function requirementRows(): Promise<RequirementRows> {
  const table = await RequirementTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  inForce = table ? { number: table.number, rows: table.rows } : shipped();
  return inForce;
}

/** What a sender must give on a date (yyyy-mm-dd in the city). */
export function senderRequirementOn(date: string): SenderRequirement {
  return requirementAt((inForce ?? shipped()).rows, date);
}

/** A new row begins tomorrow at the earliest: by then every process has read it, and no submission need ask. */
export const requirementsJob: Job = {
  name: 'feedback.read-requirements',
  everySeconds: 30,
  everyProcess: true,
  run: async () => void (await requirementRows()),
};
