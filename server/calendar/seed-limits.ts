import { readFileSync } from 'node:fs';
import type { LimitRow } from './rules.ts';

const SEED = new URL('../../data/seed/limits.json', import.meta.url);

let rows: LimitRow[] | undefined;

/** The limits that ship; read once. */
export function seedLimits(): LimitRow[] {
  rows ??= (JSON.parse(readFileSync(SEED, 'utf8')) as { limits: LimitRow[] }).limits;
  return rows;
}
