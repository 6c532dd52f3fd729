import { DateTime } from 'luxon';

/** After a night that failed it is tried again each hour, so that one full disk does not cost a whole day. */
const RETRY_MS = 3_600_000;
/** A night and two hours: a backup that is older is missing. */
const LATE_MS = 26 * 3_600_000;

export interface BackupState {
  /** When the last one began. */
  triedAt?: Date;
  /** When the last good one was whole. */
  madeAt?: Date;
  file?: string;
  bytes?: number;
  documents?: number;
  /** Why the last one failed; null: it did not. */
  fault?: string | null;
}

/** @param at 'HH:MM' in the zone */
export function isDue(state: BackupState, now: Date, { at, zone }: { at: string; zone: string }): boolean {
  if (state.triedAt && now.getTime() - state.triedAt.getTime() < RETRY_MS && state.triedAt <= now)
    return false;
  return !state.madeAt || state.madeAt < lastPassing(now, at, zone);
}

/** The last moment at which the clocks of the city showed this time. */
export function lastPassing(now: Date, at: string, zone: string): Date {
  const [hour, minute] = at.split(':').map(Number) as [number, number];
  const today = DateTime.fromJSDate(now, { zone }).set({ hour, minute, second: 0, millisecond: 0 });
  return (today.toJSDate() <= now ? today : today.minus({ days: 1 })).toJSDate();
}

export function isLate({ madeAt }: BackupState, since: Date, now: Date): boolean {
  return now.getTime() - (madeAt ?? since).getTime() > LATE_MS;
}

const NAME = /^city-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup$/;
const HALF = /^city-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup\.\d+\.partial$/;

export function nameFor(now: Date): string {
  return `city-${now.toISOString().slice(0, 19).replaceAll(':', '-')}Z.backup`;
}

/** What goes after a good one: all but the newest, and what killed processes have left. */
export function superfluous(names: readonly string[], keep: number): string[] {
  const ours = names.filter((name) => NAME.test(name)).sort();
  return [...ours.slice(0, Math.max(0, ours.length - keep)), ...names.filter((name) => HALF.test(name))];
}
