import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { regulationOf, regulationsOn } from '../../regulations/index.ts';
import type { FeedbackFields } from '../item/model.ts';
import {
  isAsked,
  isKept,
  MOST_QUESTIONS,
  type ProcedureQuestion,
  unanswered,
} from '../item/rules/procedure-questions.ts';
import { type QuestionFields, QuestionOfProcedure } from './model.ts';
import { canKeepQuestions } from './policy.ts';

const asQuestion = ({ _id: id, kind, words, choices, required, from, until }: QuestionFields) => ({
  ...{ id, kind, words, choices, required, from, until },
});

/** All that was ever asked about a procedure, oldest first. */
async function allQuestions(regulation: string): Promise<ProcedureQuestion[]> {
  const rows = await QuestionOfProcedure.find({ regulation })
    .sort({ createdAt: 1, _id: 1 })
    .lean<QuestionFields[]>();
  return rows.map(asQuestion);
}

/** What is asked about a procedure on a date, yyyy-mm-dd; of no procedure nothing. */
export async function questionsAsked(
  regulation: string | null | undefined,
  date: string,
): Promise<ProcedureQuestion[]> {
  if (!regulation) return [];
  // Two people who add the fifth at once make six.
  return (await allQuestions(regulation)).filter((each) => isAsked(each, date)).slice(0, MOST_QUESTIONS);
}

/** Required, asked on the day of receipt about the procedure that the item has now, and not replied to. */
export async function missingReplies({
  regulation,
  receivedAt,
  questionReplies = [],
}: Pick<FeedbackFields, 'regulation' | 'receivedAt' | 'questionReplies'>): Promise<ProcedureQuestion[]> {
  return unanswered(await questionsAsked(regulation, cityDate(receivedAt)), questionReplies);
}

/** The procedures whose questions the reader keeps, with how many each asks now or will ask. */
export async function keptProcedures({ actor, now }: Context) {
  const date = cityDate(now);
  const own = regulationsOn(date).filter((each) => canKeepQuestions(actor, each));
  const rows = await QuestionOfProcedure.find(
    { regulation: { $in: own.map(({ slug }) => slug) } },
    { regulation: 1, from: 1, until: 1 },
  ).lean<QuestionFields[]>();
  const counts = new Map<string, number>();
  for (const row of rows)
    if (isKept(row, date)) counts.set(row.regulation, (counts.get(row.regulation) ?? 0) + 1);
  const procedures = own.map(({ slug, name }) => ({ slug, name, count: counts.get(slug) ?? 0 }));
  return { procedures, asking: procedures.filter(({ count }) => count > 0) };
}

/** One procedure with its questions. @throws NotFound also where others keep them */
export async function procedurePage({ actor, now }: Context, slug: string) {
  const regulation = regulationOf(slug);
  if (!regulation || !isStaff(actor) || !canKeepQuestions(actor, regulation)) throw new NotFound();
  const date = cityDate(now);
  const all = await allQuestions(slug);
  return {
    regulation,
    today: date,
    asked: all.filter((each) => isAsked(each, date)),
    coming: all.filter(({ from, until }) => from > date && until === null),
    ended: all.filter((each) => !isKept(each, date) && each.until! > each.from),
  };
}
