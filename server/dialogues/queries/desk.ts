import { type Context, hasRole, isStaff } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { Dialogue, type DialogueFields } from '../model.ts';
import { Question, type QuestionFields } from '../question-model.ts';
import { namedUnit } from './names.ts';
import { votesIn } from './questions.ts';

const MOST = 200;

/** Sessions with questions that wait for a unit of the reader, soonest first; in each the most voted first. */
export async function deskQuestions({ actor }: Context) {
  if (!isStaff(actor) || !hasRole(actor, 'official', 'head')) throw new Forbidden();
  const found = await Question.find(
    { unit: { $in: actor.units }, status: { $in: ['pending', 'approved', 'checking'] } },
    {
      _id: 1,
      dialogue: 1,
      publicText: 1,
      group: 1,
      unit: 1,
      status: 1,
      askedAt: 1,
      prepared: 1,
      version: 1,
      language: 1,
    },
  )
    .sort({ askedAt: 1 })
    .limit(MOST)
    .lean<QuestionFields[]>();
  const sessions = await Dialogue.find(
    {
      code: { $in: [...new Set(found.map(({ dialogue }) => dialogue))] },
      status: { $in: ['announced', 'live', 'ended'] },
    },
    { code: 1, title: 1, status: 1, startsAt: 1, now: 1 },
  )
    .sort({ startsAt: 1 })
    .lean<DialogueFields[]>();
  return Promise.all(sessions.map((session) => sessionRow(session, found)));
}

async function sessionRow({ code, title, status, startsAt, now }: DialogueFields, found: QuestionFields[]) {
  const votes = await votesIn(code);
  const questions = found
    .filter(({ dialogue }) => dialogue === code)
    .map((it) => ({
      id: it._id,
      text: it.publicText,
      language: it.language,
      group: it.group,
      unit: namedUnit(it.unit),
      status: it.status,
      askedAt: it.askedAt,
      prepared: it.prepared?.text ?? '',
      preparedAt: it.prepared?.at ?? null,
      now: it._id === now,
      votes: votes(it._id),
    }));
  questions.sort((a, b) => Number(b.now) - Number(a.now) || b.votes - a.votes || +a.askedAt - +b.askedAt);
  return { code, title, status, startsAt, questions };
}
