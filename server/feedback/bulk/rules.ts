import type { Status } from '../item/rules/status.ts';

/** What can be done with several items at once. `send`: accept and send to the suggested office. */
export const ACTS = ['send', 'accept', 'route', 'refuse', 'assign'] as const;
export type Act = (typeof ACTS)[number];

/** Letters leave with an act and cannot be called back: it waits so long before it begins, and can be undone until then. */
export const UNDO_SECONDS = 30;

const FROM: Record<Act, readonly Status[]> = {
  send: ['submitted', 'accepted'],
  accept: ['submitted'],
  route: ['accepted'],
  refuse: ['submitted', 'waiting'],
  assign: ['routed', 'assigned'],
};

export function canBegin(act: Act, status: Status): boolean {
  return FROM[act].includes(status);
}

/** planned: waits for its moment; carrying: begun, and goes on after a crash. */
export const STATES = ['planned', 'carrying', 'done', 'undone'] as const;
export type State = (typeof STATES)[number];

export function carryAt(now: Date): Date {
  return new Date(now.getTime() + UNDO_SECONDS * 1_000);
}
