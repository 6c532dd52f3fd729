import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { checkDraft } from '../answer-check.ts';
import type { AnswerWords } from '../answer-shape.ts';
import { readCityDay } from '../deadlines.ts';
import type { FeedbackDocument } from '../model.ts';
import { canAnswer, canApprove } from '../policy.ts';
import { LEAST, promisesOf } from '../rules.ts';
import type { Correction, Interim } from '../schemas.ts';
import { allow, findItem, move } from './find.ts';

/** More corrections than this are no corrections. */
const MOST_CORRECTIONS = 10;
const MOST_INTERIMS = 10;

/**
 * The head of the unit corrects a published answer. The earlier version stays, and is as public as the answer, with the
 * note that says why.
 * @param version of the item that the form showed. @throws Conflict when someone has changed it since
 */
export async function correctAnswer(
  context: Context,
  code: string,
  { version, note, override, ...input }: Correction,
): Promise<void> {
  const item = await findItem(code);
  allow(canApprove(context.actor, item));
  if (item.version !== version) throw new Conflict();
  move(item, 'feedback.answer-corrected');
  const before = item.toObject().answer!;
  const check = checkDraft(item, input);
  if (item.earlierAnswers.length >= MOST_CORRECTIONS) throw new Conflict('feedback.errors.too-many-moves');
  if (check.composed.text === before.text && input.outcome === before.outcome)
    throw new Invalid({ text: { text: 'feedback.answer.errors.same' } });
  if (check.composed.text.length < LEAST.answer)
    throw new Invalid({ text: { text: 'errors.field.too-short', values: { limit: LEAST.answer } } });
  if (check.blanks.length > 0)
    throw new Invalid({
      text: {
        text: 'feedback.answer.errors.blanks',
        values: { words: check.blanks.map((blank) => blank.text).join(' ') },
      },
    });
  const overridden = check.kept.gate === 'override';
  if (overridden && !override) throw new Invalid({ override: { text: 'feedback.answer.errors.override' } });
  item.earlierAnswers.push({ ...wordsOf(before), until: context.now, note });
  const by = isStaff(context.actor) ? context.actor.id : '';
  const { fields } = input;
  const promises = promisesOf(fields?.actions ?? [], item.unit, { now: context.now, endOf: readCityDay });
  item.answer = {
    outcome: input.outcome,
    text: check.composed.text,
    ...(fields ? { fields, free: input.text } : {}),
    by,
    savedAt: context.now,
    verdict: check.kept,
    promises,
    ...(override && overridden ? { override: { reason: override, by, at: context.now } } : {}),
  };
  await commit(context, item, {
    name: 'feedback.answer-corrected',
    code,
    details: {
      unit: item.unit,
      outcome: input.outcome,
      verdict: check.kept.verdict,
      override: overridden,
      promises: shownPromises(item),
    },
    personal: { reason: override ?? note, note },
  });
}

function wordsOf({ outcome, text, free, fields }: AnswerWords): AnswerWords {
  return { outcome, text, ...(fields ? { fields, free: free ?? '' } : {}) };
}

/** For the journal: whoever declined publication declined that of the promises' words too. */
export function shownPromises(item: FeedbackDocument): object[] {
  const promises = item.answer?.promises ?? [];
  return promises.map(({ text, actor, dueAt, unit }) => ({
    text: item.publishText ? text : '',
    actor,
    dueAt,
    unit,
  }));
}

/** Tells the sender how far it has come and when the answer follows. State and deadline stay what they are. */
export function interimAnswer(context: Context, code: string, { text, promisedAt }: Interim): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canAnswer(context.actor, item));
    move(item, 'feedback.interim-answered');
    if (promisedAt <= context.now)
      throw new Invalid({ promisedAt: { text: 'feedback.answer.interim.errors.past' } });
    if (item.interims.length >= MOST_INTERIMS) throw new Conflict('feedback.errors.too-many-moves');
    item.interims.push({ text, promisedAt, at: context.now });
    await commit(context, item, {
      name: 'feedback.interim-answered',
      code,
      details: { unit: item.unit, promisedAt },
      personal: { text },
    });
  });
}
