import type { QueryFilter } from 'mongoose';
import type { Named } from '../../city/named.ts';
import type { Context } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { Question, type QuestionFields } from '../questions/model.ts';
import { PUBLIC_QUESTIONS } from '../questions/rules.ts';
import type { QuestionQuery } from '../questions/schemas.ts';
import { readDialogue } from '../session/read.ts';
import { inOrder, type QuestionView, type QueueOrder } from '../streams/protocol.ts';
import { roomOf } from '../streams/rooms.ts';
import { questionView } from '../streams/views.ts';

/** Of one session in one list; no session of record comes near. */
const MOST_QUESTIONS = 5_000;
const STRETCH = 100;

export interface QuestionRow extends QuestionView {
  votes: number;
  unitNamed?: Named;
}

/** Votes as the stream has told them last: counting the rows anew for each reader would not do. */
async function votesIn(code: string): Promise<(question: string) => number> {
  const { public: told } = await roomOf(code);
  return (question) => Number(told.state[`votes:${question}`] ?? 0);
}

async function mergedInto(code: string): Promise<Map<string, number>> {
  const rows = await Question.aggregate<{ _id: string; count: number }>([
    { $match: { dialogue: code, status: 'merged' } },
    { $group: { _id: '$into', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

function read(filter: QueryFilter<QuestionFields>, most = MOST_QUESTIONS): Promise<QuestionFields[]> {
  return Question.find(filter, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .limit(most)
    .lean<QuestionFields[]>();
}

function sorted<Q extends { id: string; votes: number; group: string | null; askedAt: string }>(
  rows: Q[],
  order: QueueOrder,
): Q[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ranked = rows.map(({ id, votes, group, askedAt }) => ({
    id,
    votes,
    group,
    askedAt: Date.parse(askedAt),
  }));
  return inOrder(ranked, order).map(({ id }) => byId.get(id)!);
}

const publicIn = (dialogue: string): QueryFilter<QuestionFields> => ({
  dialogue,
  status: { $in: [...PUBLIC_QUESTIONS] },
  screenedAt: { $ne: null },
});

async function rowsOf(code: string, found: QuestionFields[]): Promise<QuestionRow[]> {
  const [merged, votes] = await Promise.all([mergedInto(code), votesIn(code)]);
  return found.flatMap((it) => {
    const view = questionView(it, merged.get(it._id) ?? 0);
    return view ? [{ ...view, votes: votes(it._id), unitNamed: namedUnit(it.unit) }] : [];
  });
}

/** What everybody reads, in the order of the queue. */
export async function publicQuestions(code: string, order: QueueOrder): Promise<QuestionRow[]> {
  return sorted(await rowsOf(code, await read(publicIn(code))), order);
}

/** The same in stretches, oldest first. @throws NotFound */
export async function questionStretch(context: Context, code: string, { after }: QuestionQuery) {
  await readDialogue(context, code);
  const [time, id] = after?.split('-') ?? [];
  const askedAt = new Date(Number(time));
  const later = after ? { $or: [{ askedAt: { $gt: askedAt } }, { askedAt, _id: { $gt: id! } }] } : {};
  const found = await read({ ...publicIn(code), ...later }, STRETCH + 1);
  const rows = await rowsOf(code, found.slice(0, STRETCH));
  const last = found[STRETCH - 1];
  return {
    items: rows.map(({ unitNamed: _named, ...row }) => row),
    ...(found.length > STRETCH && last ? { next: `${last.askedAt.getTime()}-${last._id}` } : {}),
  };
}
