import type { InnerQuestionView, ParticipantView, State } from '../protocol.ts';
import { REJECTION_REASONS, type RejectionReason } from '../rules.ts';

/** What the moderators have done with the questions of a session, in numbers: nobody is named. */
export interface ModerationFigures {
  asked: number;
  waiting: number;
  approved: number;
  rejected: number;
  reasons: { reason: RejectionReason; count: number }[];
  contested: number;
  merged: number;
  withdrawn: number;
  edited: number;
  muted: number;
  removed: number;
}

/** Counts in what the inner room knows. */
export function moderationFigures(staff: State, open: State): ModerationFigures {
  const questions = valuesOf<InnerQuestionView>(staff, 'inner:');
  const people = valuesOf<ParticipantView>(staff, 'participant:');
  const count = (status: string) => questions.filter((each) => each.status === status).length;
  const rejected = questions.filter((each) => each.status === 'rejected');
  const reasons = REJECTION_REASONS.map((reason) => ({
    reason,
    count: rejected.filter((each) => each.rejection?.reason === reason).length,
  }));
  return {
    asked: questions.length,
    waiting: count('pending'),
    approved: Object.keys(open).filter((key) => key.startsWith('question:')).length,
    rejected: rejected.length,
    reasons: reasons.filter((each) => each.count > 0),
    contested: rejected.filter((each) => each.rejection?.contested != null).length,
    merged: count('merged'),
    withdrawn: count('withdrawn'),
    edited: questions.filter((each) => each.text !== each.originalText).length,
    muted: people.filter((each) => each.muted && !each.removed).length,
    removed: people.filter((each) => each.removed).length,
  };
}

function valuesOf<Value>(state: State, prefix: string): Value[] {
  return Object.entries(state)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, value]) => value as Value);
}
