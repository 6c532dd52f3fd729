import mongoose from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Invalid, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { isEnded, regulationOf } from '../../regulations/index.ts';
import { isKept, MOST_QUESTIONS } from '../item/rules/procedure-questions.ts';
import { QuestionOfProcedure } from './model.ts';
import { canKeepQuestions } from './policy.ts';
import type { NewQuestion } from './schemas.ts';

/** @throws NotFound also for procedures of other offices */
function ownProcedure({ actor }: Context, slug: string) {
  const regulation = regulationOf(slug);
  if (!regulation || !canKeepQuestions(actor, regulation)) throw new NotFound();
  return regulation;
}

/** Asks one more question of whoever writes about a procedure. @throws Conflict where there are five */
export async function addQuestion(context: Context, slug: string, given: NewQuestion): Promise<void> {
  const { actor, now } = context;
  const regulation = ownProcedure(context, slug);
  const date = cityDate(now);
  if (given.from < date) throw new Invalid({ from: { text: 'feedback.procedure-questions.errors.past' } });
  if (isEnded(regulation, given.from))
    throw new Invalid({ from: { text: 'feedback.procedure-questions.errors.ended' } });
  const rows = await QuestionOfProcedure.find({ regulation: slug }, { until: 1, from: 1 }).lean();
  if (rows.filter((row) => isKept(row, date)).length >= MOST_QUESTIONS)
    throw new Conflict('feedback.procedure-questions.errors.many', { limit: MOST_QUESTIONS });
  const _id = new mongoose.Types.ObjectId().toHexString();
  const by = isStaff(actor) ? actor.id : 'system';
  const question = new QuestionOfProcedure({ ...given, _id, regulation: slug, by, createdAt: now });
  const { from, kind, required, words } = given;
  await commit(context, question, {
    name: 'procedure-question.added',
    details: { regulation: slug, from, kind, required },
    personal: { words: words.vi },
  });
}

/** From today on it is asked no more; what was replied to it stays with the items. Ending twice changes nothing. */
export function endQuestion(context: Context, slug: string, id: string): Promise<void> {
  ownProcedure(context, slug);
  return retrying(async () => {
    const question = await QuestionOfProcedure.findOne({ _id: id, regulation: slug });
    if (!question) throw new NotFound();
    if (question.until !== null) return;
    // Also of one that was to come: it is never asked.
    question.until = cityDate(context.now);
    await commit(context, question, {
      name: 'procedure-question.ended',
      details: { regulation: slug, until: question.until },
    });
  });
}
