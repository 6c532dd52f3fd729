import { CLOSED, PAUSED, type Status } from './status.ts';

/** What is to be done next with an item, as everybody may know it: inner steps of the unit are one. */
export const PUBLIC_NEXT = ['screen', 'route', 'decide', 'sender', 'handle'] as const;
export type PublicNext = (typeof PUBLIC_NEXT)[number];

/** The same for those inside: each step, and who is missing where nobody can do it. */
export type Next =
  | Exclude<PublicNext, 'handle'>
  | 'assign'
  | 'write'
  | 'approve'
  /** The official has left: somebody else takes it. */
  | 'reassign'
  /** A reopened item: only a coordinator can give or approve it. */
  | 'coordinator-assigns'
  | 'coordinator-approves'
  /** Nobody in the unit can act, or nobody there can approve. */
  | 'find-somebody'
  | 'find-head';

/** What coordinators do. */
export const OF_COORDINATORS: readonly Next[] = [
  'screen',
  'route',
  'decide',
  'coordinator-assigns',
  'coordinator-approves',
  'find-somebody',
  'find-head',
];

const BEFORE_UNIT: Partial<Record<Status, 'screen' | 'route' | 'decide'>> = {
  submitted: 'screen',
  accepted: 'route',
  disputed: 'decide',
};

/** @returns undefined when nothing is owed any more */
export function publicNext(status: Status): PublicNext | undefined {
  if (CLOSED.includes(status)) return undefined;
  return PAUSED.includes(status) ? 'sender' : (BEFORE_UNIT[status] ?? 'handle');
}

/** Who there is in the unit; of a reopened item without those who had a part in the first answer. */
export interface Hands {
  reopened: boolean;
  /** Officials and heads. */
  free: readonly string[];
  heads: readonly string[];
}

export function nextStepOf(
  item: { status: Status; assignee: string | null },
  { reopened, free, heads }: Hands,
): Next | undefined {
  const step = publicNext(item.status);
  if (step !== 'handle') return step;
  if (item.status === 'in-review') {
    if (heads.length > 0) return 'approve';
    return reopened ? 'coordinator-approves' : 'find-head';
  }
  if (free.length === 0) return 'find-somebody';
  if (item.assignee && free.includes(item.assignee)) return 'write';
  if (reopened && heads.length === 0) return 'coordinator-assigns';
  return item.assignee ? 'reassign' : 'assign';
}
