import { unitsAndDates } from '../../feedback/index.ts';
import { Participant } from '../participants/model.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import type { DialogueFields } from '../session/model.ts';
import { DIALOGUE_MOVES } from '../session/rules/status.ts';
import { type StreamRow, StreamRows } from '../streams/model.ts';
import type { SessionView } from '../streams/protocol.ts';
import { publicQuestions, type QuestionRow } from '../votes/question-rows.ts';
import type { MinutesFields } from './model.ts';
import type { MinutesRecord, RecordedItem, RecordedQuestion } from './record.ts';

type Written = Pick<MinutesFields, 'parts'>;
const IN_MINUTES: readonly string[] = ['answered', 'checking', 'open'];

/** What was written for a part; undefined: nothing yet. */
function writtenIn({ parts }: Written): (part: string) => string | undefined {
  const texts = new Map(parts.map(({ part, text }) => [part, text]));
  return (part) => texts.get(part);
}

/** When each point of the agenda began. Events that came together are one: what counts is where the value changes. */
async function courseOf(it: DialogueFields): Promise<MinutesRecord['course']> {
  if (!it.openedAt || it.agenda.length === 0) return [];
  const name = { $in: DIALOGUE_MOVES.map(({ entry }) => entry) };
  const rows = await StreamRows.find({ dialogue: it.code, stream: 'public', name })
    .sort({ n: 1 })
    .lean<StreamRow[]>();
  const course = [{ at: it.openedAt, title: it.agenda[0]!.title }];
  let last = 0;
  for (const { at, changes } of rows) {
    const session = changes.find(({ key }) => key === 'session')?.value as SessionView | undefined;
    if (!session?.openedAt || session.agendaAt === last) continue;
    last = session.agendaAt;
    const title = it.agenda[last]?.title;
    if (title) course.push({ at: new Date(at), title });
  }
  return course;
}

async function itemsOf(rows: readonly QuestionRow[]): Promise<Map<string, RecordedItem>> {
  const codes = rows.flatMap(({ item }) => item ?? []);
  const found = await unitsAndDates(codes);
  return new Map([...found].map(([code, held]) => [code, { code, ...held }]));
}

async function languagesOf(code: string): Promise<Map<string, QuestionFields['language']>> {
  const rows = await Question.find({ dialogue: code }, { language: 1 }).lean<QuestionFields[]>();
  return new Map(rows.map(({ _id, language }) => [_id, language]));
}

const RANK = { answered: 0, checking: 1, open: 2 } as const;

/** As they were dealt with; then those to be checked, and those left open, the most voted first. */
function inCourse(a: RecordedQuestion, b: RecordedQuestion): number {
  const time = (it: RecordedQuestion) => it.answeredAt?.getTime() ?? 0;
  return RANK[a.status] - RANK[b.status] || time(a) - time(b) || b.votes - a.votes;
}

async function questionsOf(it: DialogueFields, written: Written): Promise<RecordedQuestion[]> {
  const shown = (await publicQuestions(it.code, 'time')).filter(({ status }) => IN_MINUTES.includes(status));
  const [items, languages] = await Promise.all([itemsOf(shown), languagesOf(it.code)]);
  const text = writtenIn(written);
  const questions = shown.map(({ id, answer, ...row }) => ({
    id,
    ...{ text: row.text, by: row.by, group: row.group, votes: row.votes, merged: row.merged },
    language: languages.get(id) ?? it.language,
    status: row.status as RecordedQuestion['status'],
    way: answer?.way ?? null,
    answer: text(id) ?? answer?.text ?? '',
    unit: answer?.unit ?? row.unit,
    answeredAt: answer ? new Date(answer.at) : null,
    item: (row.item && items.get(row.item)) || null,
  }));
  return questions.sort(inCourse);
}

async function figuresOf(code: string, questions: RecordedQuestion[]): Promise<MinutesRecord['figures']> {
  const [participants, rows, unscreened] = await Promise.all([
    Participant.countDocuments({ dialogue: code }),
    Question.aggregate<{ _id: string; count: number }>([
      { $match: { dialogue: code } },
      { $group: { _id: '$status', count: { $sum: 1 } } },
    ]),
    Question.countDocuments({ dialogue: code, status: 'open', screenedAt: null }),
  ]);
  const count = (status: string) => rows.find(({ _id }) => _id === status)?.count ?? 0;
  const [answered, checking, rejected] = [count('answered'), count('checking'), count('rejected')];
  return {
    ...{ participants, answered, checking, rejected, unscreened },
    asked: rows.reduce((sum, row) => sum + row.count, 0),
    open: count('open') - unscreened,
    merged: count('merged'),
    withdrawn: count('withdrawn'),
    votes: questions.reduce((sum, { votes }) => sum + votes, 0),
  };
}

/** What the minutes would say now: from the questions, the stream, the items, and what moderators have written. */
export async function recordNow(it: DialogueFields, written: Written): Promise<MinutesRecord> {
  const questions = await questionsOf(it, written);
  const [figures, course] = await Promise.all([figuresOf(it.code, questions), courseOf(it)]);
  const { code, title, language, place, startsAt, openedAt, endedAt, units, regulations } = it;
  const text = writtenIn(written);
  return {
    ...{ code, title, language, place, startsAt, openedAt, endedAt },
    units: [...units],
    regulations: [...regulations],
    chair: it.chair.name,
    moderators: it.moderators.map(({ name }) => name),
    ...{ figures, course, questions },
    opening: text('opening') ?? '',
    closing: text('closing') ?? '',
    conclusions: it.conclusions.map(({ id, text: words, unit, dueAt }) => ({ id, text: words, unit, dueAt })),
  };
}
