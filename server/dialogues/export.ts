import type { Context } from '../platform/context.ts';
import { csvText } from '../platform/csv.ts';
import { translator } from '../platform/i18n/texts.ts';
import { factsOf } from './queries/session.ts';
import { publicQuestions, readDialogue } from './queries.ts';
import { sessionView } from './streams/views.ts';

/** What everybody may read of a session, whole: the session, its questions with votes and answers, what was concluded. */
export async function sessionExport(context: Context, code: string) {
  const it = await readDialogue(context, code);
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
  };
}

const COLUMNS = [
  ...['id', 'asked', 'by', 'question', 'group', 'unit', 'votes'],
  ...['status', 'way', 'answer', 'answered', 'item'],
] as const;

/** One line for each question, in the reader's language; UTF-8 with a mark for spreadsheets. */
export async function sessionCsv(context: Context, code: string): Promise<string> {
  await readDialogue(context, code);
  const t = translator(context.language);
  const questions = await publicQuestions(code, 'time');
  const lines = questions.map((it) => [
    ...[it.id, it.askedAt, it.by, it.text, it.group ?? '', it.unitNamed?.name[context.language] ?? ''],
    ...[it.votes, t(`dialogues.status.question.${it.status}`)],
    it.answer ? t(`dialogues.list.ways.${it.answer.way}`) : '',
    ...[it.answer?.text ?? '', it.answer?.at ?? '', it.item ?? ''],
  ]);
  const head = COLUMNS.map((name) => t(`dialogues.list.columns.${name}`));
  return csvText([head, ...lines]);
}
