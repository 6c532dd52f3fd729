import { isDeepStrictEqual } from 'node:util';
import { readCityDay } from '../../calendar/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { type AnswerCheck, checkInFull } from '../answer-check/check.ts';
import { refusalOf } from '../answer-check/faults.ts';
import { tellsWhy } from '../answer-check/rules/gate.ts';
import { changeItem, type ItemVerb } from '../item/change.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canApprove } from '../item/policy.ts';
import { lookedAt } from '../item/rules/ageing.ts';
import { withoutEmptyActions } from '../item/rules/answer.ts';
import { LEAST } from '../item/rules/fields.ts';
import type { Answer, AnswerWords } from '../item/shapes/answer.ts';
import { promisesOf } from './rules/promises.ts';
import type { AnswerInput, CorrectionGiven } from './schemas.ts';

/** More corrections than this are no corrections. */
const MOST_CORRECTIONS = 10;

export const CORRECT: ItemVerb = {
  entry: 'feedback.answer-corrected',
  may: canApprove,
  refusal: ({ earlierAnswers = [] }) =>
    earlierAnswers.length < MOST_CORRECTIONS
      ? undefined
      : { text: 'feedback.answer.errors.many-corrections' },
};

/**
 * The head of the unit corrects a published answer. The earlier version stays, and is as public as the answer, with the
 * note that says why.
 * @param version of the item that the form showed; programs go by the answer as it is. @throws Conflict when someone has changed it since
 */
export function correctAnswer(
  context: Context,
  code: string,
  { version, note, override, ...input }: CorrectionGiven,
): Promise<void> {
  const correct = async (item: FeedbackDocument) => {
    const before = item.toObject().answer!;
    const check = await checkInFull(item, input, context.now);
    refuseCorrection(check, { before, input, override });
    item.earlierAnswers.push({ ...wordsOf(before), until: context.now, note });
    // A correction is a look too.
    const aged = item.toObject().aged;
    const by = isStaff(context.actor) ? context.actor.id : '';
    if (aged?.openSince) item.aged = lookedAt(aged, { as: 'corrected', note, at: context.now, by });
    const confirmed = stillConfirmed(before, input);
    item.answer = {
      ...corrected(context, item, { input, check, override }),
      ...(confirmed.length > 0 ? { confirmed } : {}),
    };
    const { verdict, gate } = check.kept;
    const details = { unit: item.unit, outcome: input.outcome, verdict, override: gate === 'override' };
    return {
      details: { ...details, promises: shownPromises(item) },
      personal: { reason: override ?? note, note },
    };
  };
  return changeItem(context, code, CORRECT, correct, version);
}

interface Checked {
  input: AnswerInput;
  check: AnswerCheck;
  override: string | undefined;
}

function corrected(
  { actor, now }: Context,
  item: FeedbackDocument,
  { input: { outcome, text, fields }, check, override }: Checked,
): Answer {
  const by = isStaff(actor) ? actor.id : '';
  const overridden = check.kept.gate === 'override';
  return {
    outcome,
    text: check.composed.text,
    ...(fields ? { fields: withoutEmptyActions(fields), free: text } : {}),
    by,
    savedAt: now,
    verdict: check.kept,
    promises: promisesOf(fields?.actions ?? [], item.unit, { now, endOf: readCityDay }),
    ...(override && overridden ? { override: { reason: override, by, at: now } } : {}),
  };
}

/** What the head has called answered stays so while its words stay. */
function stillConfirmed({ confirmed = [], fields }: Answer, input: AnswerInput): number[] {
  const said = (given: AnswerInput['fields'], n: number) =>
    given?.points.find((point) => point.n === n)?.text;
  return confirmed.filter((n) => said(fields, n) !== undefined && said(fields, n) === said(input.fields, n));
}

/** @throws Invalid when it changes nothing, cannot stand as it is, or the check is not content and the head says no why */
function refuseCorrection(
  { composed, faults, kept }: AnswerCheck,
  { before, input, override }: Omit<Checked, 'check'> & { before: Answer },
): void {
  if (isDeepStrictEqual(contentOf(before), contentOf({ ...input, text: composed.text, free: input.text })))
    throw new Invalid({ text: { text: 'feedback.answer.errors.same' } });
  if (composed.text.length < LEAST.answer)
    throw new Invalid({ text: { text: 'errors.field.too-short', values: { limit: LEAST.answer } } });
  const refusal = refusalOf(faults);
  if (Object.keys(refusal).length > 0) throw new Invalid(refusal);
  if (kept.gate === 'override' && !tellsWhy(override))
    throw new Invalid({ override: { text: 'feedback.answer.errors.override' } });
}

/** All that a correction may change, in one shape: contact and outcomes count as the words do. */
function contentOf({ outcome, text, free = '', fields }: AnswerWords): unknown {
  const written = fields ? { free, fields: withoutEmptyActions(fields) } : { text };
  return JSON.parse(JSON.stringify({ outcome, ...written }));
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
