import { readSeed } from '../platform/seed.ts';
import type { LimitRow } from './rules.ts';

/** The limits that ship. */
export function seedLimits(): LimitRow[] {
  return readSeed<{ limits: LimitRow[] }>('limits').limits;
}
