import { commitmentsOf } from '../../commitments/index.ts';
import { publicItems } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Participant, type ParticipantFields } from '../participants/model.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import type { DialogueFields } from '../session/model.ts';
import { canSeeInside } from '../session/policy.ts';
import { factsOf } from '../session/queries.ts';
import { readDialogue } from '../session/read.ts';
import { innerView, sessionView } from '../streams/views.ts';
import { publicQuestions } from '../votes/question-rows.ts';
import { supportersOf } from '../votes/supporters.ts';

interface Asked {
  id: string;
  item: string | null;
}

/** How the items that questions became stand today. */
async function itemsOf(questions: readonly Asked[], now: Date) {
  const byItem = new Map(questions.flatMap(({ id, item }) => (item ? [[item, id] as const] : [])));
  const items = await publicItems([...byItem.keys()], now);
  return items.map(({ code, label, unit, receivedAt, dueAt, closedAt }) => {
    const question = byItem.get(code)!;
    return { code, question, label, unit: unit?.slug ?? null, receivedAt, dueAt, closedAt };
  });
}

/** Every vote for these questions, and for those merged into them: one of each person. Whose it was is for those inside. */
async function votesFor(questions: readonly Asked[], inside: boolean) {
  const rows = await supportersOf(questions.map(({ id }) => id));
  return rows.map(({ question, participant, at }) => ({ question, at, ...(inside ? { participant } : {}) }));
}

async function commitmentsFrom(code: string) {
  const made = await commitmentsOf(code);
  return made.map((it) => ({
    ...{ code: it.code, text: it.text, unit: it.unit?.slug, status: it.status },
    ...{ dueAt: it.dueAt, keptAt: it.keptAt },
  }));
}

/** What only those who run the session may take with them: every question, and who is who. E-mail addresses stay here. */
async function innerPart({ code }: DialogueFields) {
  const [questions, people] = await Promise.all([
    Question.find({ dialogue: code }, { pending: 0 }).sort({ askedAt: 1, _id: 1 }).lean<QuestionFields[]>(),
    Participant.find({ dialogue: code }, { pending: 0 })
      .sort({ registeredAt: 1, _id: 1 })
      .lean<ParticipantFields[]>(),
  ]);
  return {
    questions: questions.map(innerView),
    participants: people.map(({ _id: id, by, name, organisation, registeredAt, muted, ...it }) => ({
      ...{ id, by, name, organisation, registeredAt, muted },
      ...{ removed: it.removed, removedFor: it.removedFor ?? null },
    })),
  };
}

/**
 * A session, whole: its questions with answers, every vote, the items that questions became, what was concluded. Those
 * who run it also get every question and the names given, under `inside`.
 */
export async function sessionExport(context: Context, code: string) {
  const it = await readDialogue(context, code);
  const inside = canSeeInside(context.actor, it);
  const { title, description, place, language, startsAt, endsAt, chair, agenda, units, regulations } =
    factsOf(it);
  const questions = await publicQuestions(code, 'time');
  return {
    code,
    ...{ title, description, place, language, startsAt, endsAt, chair },
    agenda: agenda.map((point) => ({ title: point.title, minutes: point.minutes })),
    units: units.map(({ slug }) => slug),
    regulations: regulations.map(({ slug }) => slug),
    session: sessionView(it),
    questions: questions.map(({ unitNamed: _named, ...question }) => question),
    votes: await votesFor(questions, inside),
    items: await itemsOf(questions, context.now),
    commitments: await commitmentsFrom(code),
    ...(inside ? { inside: await innerPart(it) } : {}),
  };
}
