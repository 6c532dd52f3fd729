import type { DatedRow } from '../city/dated-rows.ts';

/** For which acts the city asks for two people. */
export interface SecondPersonRow extends DatedRow {
  acts: string[];
  /** So long a request waits. */
  hours: number;
  basis: string;
}

export const REASON_LENGTH = 1000;

export type RequestEvent =
  | 'second-person.reasoned'
  | 'second-person.approved'
  | 'second-person.done'
  | 'second-person.outdated'
  | 'second-person.refused'
  | 'second-person.withdrawn'
  | 'second-person.expired';

const WAITING = 'waiting';

/** What may follow what: an approved act is done, or cannot be done any more. */
const MOVES: Record<RequestEvent, readonly [from: string, to: string]> = {
  'second-person.reasoned': [WAITING, WAITING],
  'second-person.approved': [WAITING, 'approved'],
  'second-person.done': ['approved', 'done'],
  'second-person.outdated': ['approved', 'outdated'],
  'second-person.refused': [WAITING, 'refused'],
  'second-person.withdrawn': [WAITING, 'withdrawn'],
  'second-person.expired': [WAITING, 'expired'],
};

export function statusAfter({ status }: { status: string }, event: RequestEvent): string | undefined {
  const [from, to] = MOVES[event];
  return status === from ? to : undefined;
}

/** Under this request the act is carried out: by it what a crash has cut off is found. */
export const requestIdOf = (id: string): string => `second-person ${id}`;
