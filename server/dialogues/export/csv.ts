import { cityMinute } from '../../calendar/index.ts';
import { unitsAndDates } from '../../feedback/index.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { namedUnit } from '../../units/index.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { canSeeInside } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { publicQuestions } from '../votes/question-rows.ts';

const COLUMNS = [
  ...['id', 'asked', 'by', 'question', 'edited', 'group', 'unit', 'votes', 'merged'],
  ...['status', 'way', 'answer', 'answered', 'item', 'due'],
] as const;
/** Of those who run the session. */
const INSIDE = ['name', 'original', 'ground'] as const;

/** A question as both kinds of readers have it. */
interface Line {
  id: string;
  text: string;
  by: string;
  group: string | null;
  unit: string | null;
  status: string;
  askedAt: Date;
  edited: boolean;
  votes: number | '';
  merged: number | '';
  answer: { way: string; text: string; at: Date } | null;
  item: string | null;
}

/** As a spreadsheet reads it, in the city's time. */
const minute = (at: Date | undefined) => (at ? cityMinute(at).replace('T', ' ') : '');

async function publicLines(code: string): Promise<Line[]> {
  const questions = await publicQuestions(code, 'time');
  return questions.map(({ answer, ...it }) => ({
    ...it,
    askedAt: new Date(it.askedAt),
    answer: answer && { ...answer, at: new Date(answer.at) },
  }));
}

/** Rejected, merged, withdrawn, never read: for those inside, who have votes and answers of the public ones only. */
const innerLine = (it: QuestionFields): Line => ({
  ...{ id: it._id, text: it.publicText, by: it.by, group: it.group, unit: it.unit, status: it.status },
  ...{ askedAt: it.askedAt, edited: it.publicText !== it.originalText, votes: '', merged: '' },
  ...{ answer: it.answer, item: it.item },
});

async function dueOf(lines: readonly Line[]): Promise<Map<string, Date>> {
  const codes = lines.flatMap(({ item }) => item ?? []);
  const items = await unitsAndDates(codes);
  return new Map([...items].map(([code, { dueAt }]) => [code, dueAt]));
}

/**
 * One line for each question, in the reader's language; UTF-8 with a mark for spreadsheets. Those who run the session
 * have every question, with the names given.
 */
export async function sessionCsv(context: Context, code: string): Promise<string> {
  const session = await readDialogue(context, code);
  const shown = await publicLines(code);
  const inner = canSeeInside(context.actor, session) ? await innerQuestions(code) : undefined;
  const known = new Set(shown.map(({ id }) => id));
  const more = [...(inner?.values() ?? [])].filter(({ _id }) => !known.has(_id)).map(innerLine);
  const lines = [...shown, ...more].sort((a, b) => +a.askedAt - +b.askedAt);
  const due = await dueOf(lines);
  const t = translator(context.language);
  const rows = lines.map((line) => [
    ...cellsOf(line, context),
    minute(due.get(line.item ?? '')),
    ...(inner ? insideCells(inner.get(line.id)!, context) : []),
  ]);
  const head = [...COLUMNS, ...(inner ? INSIDE : [])].map((name) => t(`dialogues.list.columns.${name}`));
  return csvText([head, ...rows]);
}

function cellsOf(line: Line, { language }: Context): (string | number)[] {
  const t = translator(language);
  const { answer } = line;
  return [
    ...[line.id, minute(line.askedAt), line.by, line.text],
    line.edited ? t('dialogues.question.edited') : '',
    ...[line.group ?? '', textIn(namedUnit(line.unit)?.name, language) ?? ''],
    ...[line.votes, line.merged, t(`dialogues.status.question.${line.status}`)],
    answer ? t(`dialogues.list.ways.${answer.way}`) : '',
    ...[answer?.text ?? '', minute(answer?.at), line.item ?? ''],
  ];
}

function insideCells({ name, originalText, rejection }: QuestionFields, { language }: Context): string[] {
  const ground = rejection && translator(language)(`dialogues.question.reasons.${rejection.reason}`);
  return [name, originalText, ground ? `${ground}: ${rejection.note}` : ''];
}

async function innerQuestions(code: string): Promise<Map<string, QuestionFields>> {
  const rows = await Question.find({ dialogue: code }, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .lean<QuestionFields[]>();
  return new Map(rows.map((row) => [row._id, row]));
}
