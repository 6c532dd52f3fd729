import { readFileSync } from 'node:fs';
import { requirementAt, type SenderRequirement } from './rules.ts';

const SEED = new URL('../../data/seed/sender-requirements.json', import.meta.url);

let rows: SenderRequirement[] | undefined;

/** What a sender must give on a date (yyyy-mm-dd in the city). */
export function senderRequirementOn(date: string): SenderRequirement {
  rows ??= JSON.parse(readFileSync(SEED, 'utf8')) as SenderRequirement[];
  return requirementAt(rows, date);
}
