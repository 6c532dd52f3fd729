import { readFileSync } from 'node:fs';
import type { Job } from '../platform/clock/scheduler.ts';
import { RequirementTable } from './requirements/model.ts';
import { requirementAt, type SenderRequirement } from './rules.ts';

const SEED = new URL('../../data/seed/sender-requirements.json', import.meta.url);
export const TABLE = 'city';

export interface RequirementRows {
  number: number;
  rows: readonly SenderRequirement[];
}

let shipped: RequirementRows | undefined;
let inForce: RequirementRows | undefined;

function ships(): RequirementRows {
  shipped ??= { number: 1, rows: JSON.parse(readFileSync(SEED, 'utf8')) as SenderRequirement[] };
  return shipped;
}

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function requirementRows(): Promise<RequirementRows> {
  const table = await RequirementTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  inForce = table ? { number: table.number, rows: table.rows } : ships();
  return inForce;
}

/** What a sender must give on a date (yyyy-mm-dd in the city). */
export function senderRequirementOn(date: string): SenderRequirement {
  return requirementAt((inForce ?? ships()).rows, date);
}

/** A new row begins tomorrow at the earliest: by then every process has read it, and no submission need ask. */
export const requirementsJob: Job = {
  name: 'feedback.read-requirements',
  everySeconds: 30,
  everyProcess: true,
  run: async () => void (await requirementRows()),
};
