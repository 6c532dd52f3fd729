import { dialogueReceiptKey } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Participant } from '../participants/model.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { isPublic } from '../questions/rules.ts';
import { Dialogue } from '../session/model.ts';
import { AT_WORK } from '../session/rules/status.ts';
import type { Mine } from '../streams/protocol.ts';
import { supportedBy } from '../votes/supporters.ts';

/** What a participant alone sees: the own questions, oldest first, and for which one has voted. */
export async function myQuestions(context: Context, code: string, participant: string): Promise<Mine> {
  const [it, asked, votes, session] = await Promise.all([
    Participant.findOne({ _id: participant, dialogue: code }).lean(),
    Question.find({ dialogue: code, participant }, { pending: 0 })
      .sort({ askedAt: 1, _id: 1 })
      .lean<QuestionFields[]>(),
    supportedBy(participant, code),
    Dialogue.findOne({ code }, { status: 1 }).lean(),
  ]);
  if (!it) return { participant: null, questions: [], votes: [] };
  const { by, muted, removed, removedFor = null } = it;
  const shown = await shownAs(asked);
  const contestable = session !== null && AT_WORK.includes(session.status);
  return {
    participant: { id: participant, by, muted, removed, removedFor },
    questions: asked.map((question) => ({
      ...mineOf(context, question, contestable),
      shownAs: shown(question),
    })),
    votes,
  };
}

/** Under which question of the page each of the own ones is found; null: under none. */
async function shownAs(asked: QuestionFields[]): Promise<(it: QuestionFields) => string | null> {
  const merged = asked.flatMap(({ status, into }) => (status === 'merged' && into ? [into] : []));
  const targets = await Question.find({ _id: { $in: merged } }).lean<QuestionFields[]>();
  const open = new Set([...asked, ...targets].filter(isPublic).map(({ _id }) => _id));
  return ({ _id, status, into }) => {
    const id = status === 'merged' ? into : _id;
    return id && open.has(id) ? id : null;
  };
}

function mineOf(
  context: Context,
  it: QuestionFields,
  contestable: boolean,
): Omit<Mine['questions'][number], 'shownAs'> {
  const { _id: id, originalText: text, language, status, rejection, into, item } = it;
  const contested = it.objected || rejection?.contested != null;
  return {
    id,
    text,
    language,
    status,
    rejection:
      status === 'rejected' && rejection
        ? {
            reason: rejection.reason,
            note: rejection.note,
            mayContest: contestable && !contested,
            contested,
            upheld: rejection.upheld,
          }
        : null,
    into,
    item,
    itemKey: item && dialogueReceiptKey(context, id),
  };
}
