import type { InnerQuestionView, State } from '../protocol.ts';
import { REJECTION_REASONS, type RejectionReason } from '../rules.ts';
import { rejectedFor, type Told } from '../streams/told.ts';

/** What the moderators have done in a session, in numbers: nobody is named. What was undone has been done all the same. */
export interface ModerationFigures {
  asked: number;
  /** Now; all others count what has happened. */
  waiting: number;
  approved: number;
  rejected: number;
  reasons: { reason: RejectionReason; count: number }[];
  contested: number;
  upheld: number;
  merged: number;
  separated: number;
  withdrawn: number;
  edited: number;
  muted: number;
  unmuted: number;
  removed: number;
  queueClosed: number;
  slowed: number;
}

interface Heard {
  state: State;
  told: Told;
}

/** Counts in what the streams have told. */
export function moderationFigures(staff: Heard, open: Heard): ModerationFigures {
  const times = (name: string) => staff.told.get(name) ?? 0;
  const reasons = REJECTION_REASONS.map((reason) => ({ reason, count: times(rejectedFor(reason)) }));
  return {
    asked: times('question.asked'),
    waiting: waitingIn(staff.state),
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
    queueClosed: open.told.get('dialogue.queue-closed') ?? 0,
    slowed: open.told.get('dialogue.slowed') ?? 0,
  };
}

function waitingIn(staff: State): number {
  const questions = Object.entries(staff).filter(([key]) => key.startsWith('inner:'));
  return questions.filter(([, view]) => (view as InnerQuestionView).status === 'pending').length;
}
