/** What receivers can be told of: names of journal entries. */
export const EVENTS = [
  'feedback.submitted',
  'feedback.accepted',
  'feedback.refused',
  'feedback.routed',
  'feedback.transferred',
  'feedback.overdue',
  'feedback.answered',
  'feedback.answered-together',
  'feedback.answer-corrected',
  'feedback.reopened',
  'feedback.appeal-sent-back',
  'feedback.withdrawn',
] as const;
export type EventName = (typeof EVENTS)[number];

export const TEST_EVENT = 'webhook.test';

export const MOST_HOOKS = 20;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Pauses before the second, third … try: in all a little more than three days. */
export const PAUSES = [
  ...[MINUTE / 2, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];
/**
 * What follows a try that failed. How long a receiver is left alone goes by its failures in a row: an outage of an hour
 * costs a few tries, however much waits for it meanwhile.
 * @param tries of the message, with this one @param failures of the receiver in a row, with this one
 * @returns `pauseMs` for all that waits for the receiver, `ownPauseMs` for the message; absent: it is given up
 */
export function afterFailure({ tries, failures, gone }: { tries: number; failures: number; gone: boolean }): {
  disable: boolean;
  pauseMs: number;
  ownPauseMs?: number;
} {
  const last = PAUSES.at(-1)!;
  const pauseMs = PAUSES[failures - 1] ?? last;
  const own = PAUSES[tries - 1];
  return {
    disable: gone || failures > PAUSES.length,
    pauseMs,
    ...(own === undefined ? {} : { ownPauseMs: Math.max(own, pauseMs) }),
  };
}

/** A receiver has it when it says so with a status of 2xx; a redirect is none. */
export const isTaken = (status: number) => status >= 200 && status < 300;
