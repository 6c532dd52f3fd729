import type { DatedRow } from '../city/dated-rows.ts';
import { type Actor, may } from '../platform/context.ts';

export interface ReadingSetting extends DatedRow {
  keepMonths: number;
  basis: string;
}

export function canReadAudit(actor: Actor): boolean {
  return may(actor, 'see-readings');
}

const HOUR_MS = 3_600_000;

/** Somebody who opens an item again within the hour is one reading. */
export function readingId(
  { by, what, code = '' }: { by: string; what: string; code?: string | undefined },
  at: Date,
): string {
  return `${by}:${what}:${code}:${Math.floor(at.getTime() / HOUR_MS)}`;
}
