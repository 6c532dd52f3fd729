import { feedbackActions } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Dialogue } from '../model.ts';
import { Participant } from '../participant-model.ts';
import type { Mine } from '../protocol.ts';
import { Question, type QuestionFields } from '../question-model.ts';
import { VOTING } from '../rules.ts';
import { Vote } from '../vote-model.ts';

/** What a participant alone sees: the own questions, oldest first, and for which one has voted. */
export async function myQuestions(_context: Context, code: string, participant: string): Promise<Mine> {
  const [it, asked, votes, session] = await Promise.all([
    Participant.findOne({ _id: participant, dialogue: code }).lean(),
    Question.find({ dialogue: code, participant }, { pending: 0 })
      .sort({ askedAt: 1, _id: 1 })
      .lean<QuestionFields[]>(),
    Vote.find({ participant, dialogue: code }, { question: 1 }).lean(),
    Dialogue.findOne({ code }, { status: 1 }).lean(),
  ]);
  if (!it) return { participant: null, questions: [], votes: [] };
  const { by, muted, removed } = it;
  const contestable = session !== null && [...VOTING, 'ended'].includes(session.status);
  return {
    participant: { id: participant, by, muted, removed },
    questions: asked.map((question) => mineOf(question, contestable)),
    votes: votes.map(({ question }) => question),
  };
}

function mineOf(it: QuestionFields, contestable: boolean): Mine['questions'][number] {
  const { _id: id, originalText: text, status, rejection, into, item } = it;
  return {
    id,
    text,
    status,
    rejection:
      status === 'rejected' && rejection
        ? {
            reason: rejection.reason,
            note: rejection.note,
            mayContest: contestable && rejection.contested === null,
          }
        : null,
    into,
    item,
    itemKey: item && feedbackActions.dialogueReceiptKey(id),
  };
}
