import type { ItemPage } from './shape.ts';

export interface ProgressStep {
  /** Key under feedback.progress. */
  name:
    | 'received'
    | 'accepted'
    | 'office'
    | 'answered'
    | 'first-answer'
    | 'second-look'
    | 'second-answer'
    | 'appeal'
    | 'appeal-decision'
    | 'third-answer'
    | 'not-accepted'
    | 'withdrawn'
    | 'lapsed';
  /** `ended`: it goes no further, and no answer comes. */
  state: 'done' | 'now' | 'ahead' | 'ended';
  /** When it was reached. */
  at?: Date;
  /** By when it has to be. */
  by?: Date;
}

type Of = Pick<
  ItemPage,
  | 'label'
  | 'open'
  | 'receivedAt'
  | 'dueAt'
  | 'closedAt'
  | 'timeline'
  | 'firstAnswer'
  | 'secondAnswer'
  | 'appeal'
>;

/** The way of an item from receipt to answer, as a line of a few steps: what is behind, what is now, what is to come. */
export function progressOf(item: Of, ending: 'withdrawn' | 'lapsed' | undefined): ProgressStep[] {
  return item.label === 'not-accepted' ? endedSteps(item, ending) : openSteps(item);
}

function openSteps(item: Of): ProgressStep[] {
  const { firstAnswer: first, closedAt, dueAt } = item;
  const answered = item.label === 'answered';
  const end: Pick<ProgressStep, 'at' | 'by'> = answered && closedAt ? { at: closedAt } : { by: dueAt };
  if (item.appeal) return appealSteps(item, end);
  if (first) {
    return withStates(closedAt ? 4 : 2, [
      received(item),
      { name: 'first-answer', at: first.answeredAt },
      { name: 'second-look', at: first.reopenedAt },
      { name: 'second-answer', ...end },
    ]);
  }
  return withStates(reached(item), [
    received(item),
    { name: 'accepted', ...last(item, 'feedback.accepted') },
    { name: 'office', ...last(item, 'feedback.routed', 'feedback.transferred') },
    { name: 'answered', ...end },
  ]);
}

/** After the second answer comes the appeal; where it has sent the item back, a third answer. */
function appealSteps(item: Of, end: Pick<ProgressStep, 'at' | 'by'>): ProgressStep[] {
  const { at, dueAt, decision } = item.appeal!;
  const second = item.secondAnswer;
  const decided: Omit<ProgressStep, 'state'> = {
    name: 'appeal-decision',
    ...(decision ? { at: decision.at } : { by: dueAt }),
  };
  return withStates(3 + (decision ? 1 : 0) + (second && item.closedAt ? 1 : 0), [
    received(item),
    { name: 'second-answer', ...(second ? { at: second.answeredAt } : end) },
    { name: 'appeal', at },
    decided,
    ...(second ? [{ name: 'third-answer' as const, ...end }] : []),
  ]);
}

/** How many of the four steps are behind. */
function reached({ label, open }: Of): number {
  if (label === 'answered') return 4;
  return open ? 2 : 1;
}

/** It ended without an answer: what it had come to before, and how it ended. */
function endedSteps(item: Of, ending: 'withdrawn' | 'lapsed' | undefined): ProgressStep[] {
  const accepted = last(item, 'feedback.accepted');
  const office = last(item, 'feedback.routed', 'feedback.transferred');
  return [
    { ...received(item), state: 'done' },
    ...(accepted.at ? [{ name: 'accepted' as const, state: 'done' as const, ...accepted }] : []),
    ...(office.at ? [{ name: 'office' as const, state: 'done' as const, ...office }] : []),
    { name: ending ?? 'not-accepted', state: 'ended', ...(item.closedAt ? { at: item.closedAt } : {}) },
  ];
}

const received = ({ receivedAt }: Of) => ({ name: 'received' as const, at: receivedAt });

function last({ timeline }: Of, ...names: string[]): { at?: Date } {
  const row = timeline.findLast(({ name }) => names.includes(name));
  return row ? { at: row.at } : {};
}

const withStates = (behind: number, steps: Omit<ProgressStep, 'state'>[]): ProgressStep[] =>
  steps.map((step, place) => ({
    ...step,
    state: place < behind ? 'done' : place === behind ? 'now' : 'ahead',
  }));
