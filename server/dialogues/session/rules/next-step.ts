import type { DialogueStatus } from './status.ts';

/** What comes next for those who run a session. */
export type StepName = 'announce' | 'open' | 'end' | 'publish';

export interface NextStep {
  name: StepName;
  /** When it is to be done, or by when. */
  at: Date;
  late: boolean;
  /** It is time to do it: only a session that was announced for a later day lets its hosts wait. */
  waits: boolean;
}

/** Times of a session, as far as they are known. */
export interface StepTimes {
  announceBy: Date;
  startsAt: Date;
  endsAt: Date;
  /** Null: it has not ended. */
  publishBy: Date | null;
}

/** An announced session is prepared from this long before its hour. */
const AHEAD_MS = 24 * 3_600_000;

/** The next step of a session, and its date; undefined when nothing is left to do. */
export function nextStep(status: DialogueStatus, times: StepTimes, now: Date): NextStep | undefined {
  const step = (name: StepName, at: Date, waits = true): NextStep => ({ name, at, late: now > at, waits });
  if (status === 'draft') return step('announce', times.announceBy);
  if (status === 'announced') {
    const { startsAt } = times;
    return step('open', startsAt, startsAt.getTime() - now.getTime() <= AHEAD_MS);
  }
  if (status === 'live') return step('end', times.endsAt);
  if (status === 'ended' && times.publishBy) return step('publish', times.publishBy);
  return undefined;
}
