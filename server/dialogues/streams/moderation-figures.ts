import { REJECTION_REASONS } from '../questions/rules.ts';
import type { InnerQuestionView, ModerationFigures, State } from './protocol.ts';
import { rejectedFor, type Told } from './told.ts';

interface Heard {
  /** Number of the last event. */
  n: number;
  state: State;
  told: Told;
}

const UNDONE = ['approval', 'answer', 'promise', 'rejection', 'upholding'].map(
  (what) => `question.${what}-taken-back`,
);

/** Counts in what the streams have told. */
export function moderationFigures(staff: Heard, open: Heard): ModerationFigures {
  const times = (name: string) => staff.told.get(name) ?? 0;
  const reasons = REJECTION_REASONS.map((reason) => ({ reason, count: times(rejectedFor(reason)) }));
  return {
    asked: times('question.asked'),
    waiting: waitingIn(staff),
    approved: times('question.approved'),
    rejected: times('question.rejected'),
    reasons: reasons.filter((each) => each.count > 0),
    contested: times('question.contested'),
    upheld: times('question.rejection-upheld'),
    merged: times('question.merged'),
    separated: times('question.separated'),
    withdrawn: times('question.withdrawn'),
    edited: times('question.edited'),
    muted: times('participant.muted'),
    unmuted: times('participant.unmuted'),
    removed: times('participant.removed'),
    reinstated: times('participant.reinstated'),
    undone: UNDONE.reduce((sum, name) => sum + times(name), 0),
    queueClosed: open.told.get('dialogue.queue-closed') ?? 0,
    slowed: open.told.get('dialogue.slowed') ?? 0,
  };
}

/** Asked for by everybody who joins; counted anew when the stream has gone on. */
const waiting = new WeakMap<State, { n: number; count: number }>();

function waitingIn({ n, state }: Heard): number {
  const known = waiting.get(state);
  if (known?.n === n) return known.count;
  const questions = Object.entries(state).filter(([key]) => key.startsWith('inner:'));
  const { length: count } = questions.filter(([, view]) => (view as InnerQuestionView).status === 'pending');
  waiting.set(state, { n, count });
  return count;
}
