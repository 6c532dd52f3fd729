import { submitAnswer } from '../feedback/index.ts';
import type { AnswerFields } from '../feedback/item/rules/answer.ts';
import type { ContentLanguage, Context } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';
import type { DemoItem } from './items.ts';
import { names } from './people.ts';
import { dated, dayIn, type Step, type StoryFields, workdayIn } from './story.ts';

/** The fields of an answer, with the days that they have when it is written. */
export function fieldsOn(given: StoryFields, at: Date, language: ContentLanguage): AnswerFields {
  const words = (text: string) => dated(text, at, language);
  const { points, facts, grounds, legalBasis = [], actions: planned = [], handover, contact } = given;
  return {
    points: points.map(({ outcome, text }, turn) => ({
      n: turn + 1,
      outcome: outcome as never,
      text: words(text),
    })),
    legalBasis,
    actions: planned.map(({ text, actor, inDays }) => ({
      text: words(text),
      actor,
      on: workdayIn(at, inDays),
    })),
    ...(facts ? { facts: { text: words(facts.text), by: facts.by, on: dayIn(at, facts.inDays) } } : {}),
    ...(grounds ? { grounds: words(grounds) } : {}),
    ...(handover
      ? { handover: { unit: handover.unit, number: handover.number, on: dayIn(at, handover.inDays) } }
      : {}),
    ...(contact ? { contact } : {}),
  };
}

/** Where the quality check asks for a reason, the official of the demo gives one, as a real one has to. */
export async function draft(
  context: Context,
  code: string,
  { item, step, at }: { item: DemoItem; step: Step; at: Date },
): Promise<void> {
  const { language, subject } = item;
  const input = {
    outcome: step.outcome as never,
    text: step.answer ?? '',
    ...(step.fields ? { fields: fieldsOn(step.fields, at, language) } : {}),
  };
  try {
    await submitAnswer(context, code, input);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const reasons = names.reasons[language];
    await submitAnswer(context, code, {
      ...input,
      reason: reasons[subject.length % reasons.length]!,
    });
  }
}
