import { ADVICE } from '../../answer-quality/index.ts';
import { cityCalendar, cityDate, isWorkingDay } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid, type Text } from '../../platform/errors.ts';
import { checkWords } from '../answer-check/check.ts';
import { blanksIn } from '../answer-check/rules/placeholders.ts';
import { firstReplied } from '../clocks/limits.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer } from '../item/policy.ts';
import { tellsNews } from './rules/interim.ts';
import type { Interim } from './schemas.ts';

const MOST_INTERIMS = 10;

export const INTERIM: ItemVerb = {
  entry: 'feedback.interim-answered',
  may: canAnswer,
  refusal: ({ interims = [] }) =>
    interims.length < MOST_INTERIMS ? undefined : { text: 'feedback.answer.interim.errors.many' },
};

/**
 * Tells the sender how far it has come, when the answer follows and who can be asked meanwhile. State and deadline stay
 * what they are.
 * @throws Invalid when a day, the words or the contact cannot stand as they are
 */
export function interimAnswer(context: Context, code: string, input: Interim): Promise<void> {
  return changeItem(context, code, INTERIM, (item) => {
    refuseInterim(item, input, context.now);
    const { text, promisedAt, contactPerson: person, contactReach: reach } = input;
    item.interims.push({ text, promisedAt, contact: { person, reach }, at: context.now });
    item.firstReply = firstReplied(item, context.now);
    return { details: { unit: item.unit, promisedAt }, personal: { text } };
  });
}

function refuseInterim(item: FeedbackDocument, input: Interim, now: Date): void {
  const faults: [keyof Interim, Text | undefined][] = [
    ['promisedAt', dayFault(item, input.promisedAt, now)],
    ['text', blankFault(input.text) ?? wordsFault(item, input.text)],
    ['contactPerson', blankFault(input.contactPerson)],
    ['contactReach', blankFault(input.contactReach)],
  ];
  const refusal = Object.fromEntries(faults.flatMap(([field, fault]) => (fault ? [[field, fault]] : [])));
  if (Object.keys(refusal).length > 0) throw new Invalid(refusal);
}

/** A later day than the deadline is an extension. Once it has passed, the day is still owed to the sender. */
function dayFault({ dueAt }: FeedbackDocument, promisedAt: Date, now: Date): Text | undefined {
  if (promisedAt <= now) return { text: 'feedback.answer.interim.errors.past' };
  if (!isWorkingDay(cityCalendar(), cityDate(promisedAt)))
    return { text: 'feedback.errors.promised-day-off' };
  const afterDue = cityDate(promisedAt) > cityDate(dueAt) && dueAt > now;
  return afterDue ? { text: 'feedback.answer.interim.errors.after-due' } : undefined;
}

function blankFault(text: string): Text | undefined {
  const words = blanksIn(text).map((blank) => blank.text);
  return words.length > 0
    ? { text: 'feedback.answer.errors.blank', values: { words: words.join(' ') } }
    : undefined;
}

/** News decides nothing yet: only what says nothing, and personal data, are refused in it. */
function wordsFault({ language, originalText }: FeedbackDocument, text: string): Text | undefined {
  const { assessment, composed, personal } = checkWords({ language, text: originalText.text }, text);
  const quoted = (findings: typeof personal): { words: string } => ({
    words: findings.map(({ start, end }) => `«${composed.text.slice(start!, end!)}»`).join(', '),
  });
  if (personal.length > 0)
    return { text: 'feedback.answer.interim.errors.personal', values: quoted(personal) };
  const phrases = assessment.findings.filter(({ check, start }) => !ADVICE.has(check) && start !== null);
  if (assessment.verdict !== 'vague' || phrases.length === 0)
    return tellsNews(text) ? undefined : { text: 'feedback.check.no-news' };
  return { text: 'feedback.answer.interim.errors.phrases', values: quoted(phrases) };
}
