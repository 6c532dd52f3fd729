import type { QueryFilter } from 'mongoose';
import type { InnerQuestionView, QuestionView } from '../protocol.ts';
import { Question, type QuestionFields } from '../question-model.ts';
import { inOrder, PUBLIC_QUESTIONS, type QueueOrder } from '../rules.ts';
import { roomOf } from '../streams/rooms.ts';
import { innerView, questionView } from '../streams/views.ts';
import { type Named, namedUnit } from './names.ts';

/** Of one session in one list; no session of record comes near. */
const MOST_QUESTIONS = 5_000;

export interface QuestionRow extends QuestionView {
  votes: number;
  unitNamed?: Named;
}

export interface InnerQuestionRow extends InnerQuestionView {
  votes: number;
  merged: number;
  unitNamed?: Named;
  /** What everybody reads of it; null: nobody does. */
  shown: QuestionView | null;
}

/** Votes as the stream has told them last: counting the rows anew for each reader would not do. */
export async function votesIn(code: string): Promise<(question: string) => number> {
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

function read(filter: QueryFilter<QuestionFields>): Promise<QuestionFields[]> {
  return Question.find(filter, { pending: 0 })
    .sort({ askedAt: 1, _id: 1 })
    .limit(MOST_QUESTIONS)
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

/** What everybody reads, in the order of the queue. */
export async function publicQuestions(code: string, order: QueueOrder): Promise<QuestionRow[]> {
  const [found, merged, votes] = await Promise.all([
    read({ dialogue: code, status: { $in: [...PUBLIC_QUESTIONS] }, screenedAt: { $ne: null } }),
    mergedInto(code),
    votesIn(code),
  ]);
  const rows = found.flatMap((it) => {
    const view = questionView(it, merged.get(it._id) ?? 0);
    return view ? [{ ...view, votes: votes(it._id), unitNamed: namedUnit(it.unit) }] : [];
  });
  return sorted(rows, order);
}

/** Every question of a session with what only moderators see, in the order of the queue. */
export async function innerQuestions(code: string, order: QueueOrder): Promise<InnerQuestionRow[]> {
  const [found, merged, votes] = await Promise.all([
    read({ dialogue: code }),
    mergedInto(code),
    votesIn(code),
  ]);
  const rows = found.map((it) => {
    const count = merged.get(it._id) ?? 0;
    return {
      ...innerView(it),
      votes: votes(it._id),
      merged: count,
      unitNamed: namedUnit(it.unit),
      shown: questionView(it, count),
    };
  });
  return sorted(rows, order);
}
