import type { Trilingual } from '../platform/context.ts';
import { readSeed } from '../platform/seed.ts';
import { type LimitRow, limitId } from './rules.ts';

/** `source`: where a default was taken from. A rule of another place is no ground for a date of this city. */
type SeedRow = LimitRow & { source?: Trilingual };

const rows = () => readSeed<{ limits: SeedRow[] }>('limits').limits;

/** The limits that ship. */
export function seedLimits(): LimitRow[] {
  return rows().map(({ source: _source, ...row }) => row);
}

/** What ships for clocks that a stored table, of an earlier release, does not know at all. */
export function missingSteps(stored: readonly LimitRow[]): LimitRow[] {
  const known = new Set(stored.map(({ step }) => step));
  return seedLimits().filter(({ step }) => !known.has(step));
}

/** For administrators: what the amounts that ship were modelled on, by the id of the row. */
export function sourcesOfDefaults(): Map<string, Trilingual> {
  return new Map(rows().flatMap((row) => (row.source ? [[limitId(row), row.source] as const] : [])));
}

/** In stores from before these were named to administrators alone. */
const NAMED_ELSEWHERE = /Ninh Bình 163\/2025|LAPOR!|nơi khác ghi nhận tới 15/;

/** A table as it was stored, with the texts that ship now where those that shipped once name the rule of another place. */
export function withOwnGrounds(stored: readonly LimitRow[]): readonly LimitRow[] {
  if (!stored.some(({ basis }) => NAMED_ELSEWHERE.test(basis.vi ?? ''))) return stored;
  const shipped = new Map(seedLimits().map((row) => [limitId(row), row.basis]));
  return stored.map((row) =>
    NAMED_ELSEWHERE.test(row.basis.vi ?? '')
      ? { ...row, basis: shipped.get(limitId(row)) ?? row.basis }
      : row,
  );
}
