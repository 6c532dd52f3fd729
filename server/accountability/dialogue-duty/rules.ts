import type { DatedRow } from '../../city/dated-rows.ts';

/** What the law asks of a kind of unit: so many dialogues a year. Dated. Pure. */
export interface DutyRow extends DatedRow {
  kinds: string[];
  perYear: number;
  basis: string;
}

/** Done; a session is announced that does it; there is time left; or the year is over without. */
export const DUTY_STATES = ['missed', 'open', 'announced', 'held'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

export function dutyState(
  { held, announced }: { held: number; announced: number },
  { perYear, over }: { perYear: number; over: boolean },
): DutyState {
  if (held >= perYear) return 'held';
  if (over) return 'missed';
  return held + announced >= perYear ? 'announced' : 'open';
}

/** A year of four digits that has begun. */
export function readYear(name: string, today: string): number | undefined {
  return /^(19[7-9]|20\d|21[0-3])\d$/.test(name) && name <= today.slice(0, 4) ? Number(name) : undefined;
}
