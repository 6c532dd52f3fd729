/** What receivers can be told of: names of journal entries. */
export const EVENTS = [
  'feedback.submitted',
  'feedback.accepted',
  'feedback.refused',
  'feedback.routed',
  'feedback.transferred',
  'feedback.overdue',
  'feedback.answered',
  'feedback.answer-corrected',
  'feedback.reopened',
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
/** A receiver that has failed so often in a row is called no more until an administrator says so. */
export const MOST_FAILURES = 100;

/** What follows a try that failed. @param tries with this one @param failures of the receiver in a row, with this one */
export function afterFailure({ tries, failures, gone }: { tries: number; failures: number; gone: boolean }): {
  pauseMs?: number;
  disable: boolean;
} {
  const pauseMs = PAUSES[tries - 1];
  const disable = gone || failures >= MOST_FAILURES || pauseMs === undefined;
  return disable ? { disable } : { pauseMs, disable };
}

/** A receiver has it when it says so with a status of 2xx; a redirect is none. */
export const isTaken = (status: number) => status >= 200 && status < 300;
