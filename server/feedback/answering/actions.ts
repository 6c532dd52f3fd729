import { readCityDay } from '../../calendar/index.ts';
import { type Context, isStaff, may } from '../../platform/context.ts';
import { allow, Invalid } from '../../platform/errors.ts';
import { type AnswerCheck, checkInFull, checkInText, type Draft, gateNow } from '../answer-check/check.ts';
import { refusalOf } from '../answer-check/faults.ts';
import { type AnswerReport, type Reading, reportOf } from '../answer-check/report.ts';
import { tellsWhy } from '../answer-check/rules/gate.ts';
import { apologiseWith } from '../clocks/apologise.ts';
import { close } from '../clocks/close.ts';
import { firstReplied } from '../clocks/limits.ts';
import type { LateApology } from '../clocks/schemas.ts';
import { awaitsPart } from '../contributions/awaited.ts';
import { changeItem, checkItem, type ItemVerb } from '../item/change.ts';
import { readKnown, rememberedItem } from '../item/find.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer, canApprove } from '../item/policy.ts';
import { type Promised, withoutEmptyActions } from '../item/rules/answer.ts';
import { LEAST } from '../item/rules/fields.ts';
import { stepDone } from '../item/rules/holdings.ts';
import { confirmable } from '../item/shapes/answer.ts';
import { askToRate } from '../rating/rate.ts';
import { shownPromises } from './correct.ts';
import { returnWords } from './rules/marks.ts';
import { promisesOf } from './rules/promises.ts';
import type { AnswerInput, Return, WholeAnswer } from './schemas.ts';

/** Judges what is being written. Changes nothing. @throws Forbidden, NotFound */
export async function checkAnswer(
  context: Context,
  code: string,
  { reading, ...draft }: Draft & { reading?: Reading },
): Promise<AnswerReport> {
  const item = await (reading ? rememberedItem : readKnown)(context, code);
  allow(canAnswer(context.actor, item) || canApprove(context.actor, item));
  return reportOf(context, item, draft, reading ? { reading } : {});
}

async function write(context: Context, item: FeedbackDocument, input: AnswerInput): Promise<AnswerCheck> {
  const check = await checkInFull(item, input, context.now);
  if (check.composed.text.length < LEAST.answer)
    throw new Invalid({ text: { text: 'errors.field.too-short', values: { limit: LEAST.answer } } });
  const { fields } = input;
  item.answer = {
    outcome: input.outcome,
    text: check.composed.text,
    ...(fields ? { fields: withoutEmptyActions(fields), free: input.text } : {}),
    by: isStaff(context.actor) ? context.actor.id : 'system',
    savedAt: context.now,
    verdict: check.kept,
    ...(input.reason ? { reason: input.reason } : {}),
  };
  if (!item.assignee && isStaff(context.actor)) item.assignee = context.actor.id;
  return check;
}

export const SAVE_ANSWER: ItemVerb = { entry: 'feedback.answer-saved', may: canAnswer };

/** An item that nobody has taken is taken by whoever begins to answer it. */
function takeIfFree(item: FeedbackDocument, now: Date): void {
  if (item.status === 'routed') item.holdings = stepDone(item.holdings, now);
}

/**
 * Saves a draft.
 * @param version of the item that the form showed. @throws Conflict when someone has changed it since
 */
export async function saveAnswer(
  context: Context,
  code: string,
  { version, ...input }: AnswerInput & { version: number },
): Promise<AnswerCheck> {
  let check!: AnswerCheck;
  const save = async (item: FeedbackDocument) => {
    takeIfFree(item, context.now);
    check = await write(context, item, input);
    return { details: { verdict: check.kept.verdict } };
  };
  await changeItem(context, code, SAVE_ANSWER, save, version);
  return check;
}

export const SUBMIT_ANSWER: ItemVerb = {
  entry: 'feedback.answer-submitted',
  may: canAnswer,
  refusal: awaitsPart,
};

/**
 * Sends the answer to the head of the unit. What the check is not content with needs a written reason; the reason, the
 * verdict and the version of its rules stay with the answer.
 */
export async function submitAnswer(
  context: Context,
  code: string,
  { version, ...input }: AnswerInput & { version?: number },
): Promise<AnswerCheck> {
  let check!: AnswerCheck;
  const submit = async (item: FeedbackDocument) => {
    takeIfFree(item, context.now);
    check = await write(context, item, input);
    refuseUnready(check, input);
    item.returnReason = null;
    const { verdict, score, rulesVersion, gate, missing } = check.kept;
    const details = { unit: item.unit, verdict, score, rulesVersion, gate, missing };
    return { details, personal: input.reason ? { reason: input.reason } : {} };
  };
  await changeItem(context, code, SUBMIT_ANSWER, submit, version);
  return check;
}

/** @throws Invalid when a field cannot stand as it is, or the check is not content and nobody says why it goes */
function refuseUnready({ kept, faults }: AnswerCheck, { reason }: Pick<AnswerInput, 'reason'>): void {
  const refusal = refusalOf(faults);
  if (Object.keys(refusal).length > 0) throw new Invalid(refusal);
  if (kept.gate === 'open' || tellsWhy(reason)) return;
  const why =
    kept.missing.length > 0 ? 'feedback.answer.errors.incomplete' : 'feedback.errors.reason-for-verdict';
  throw new Invalid({ reason: reason ? { text: 'feedback.errors.no-reason' } : { text: why } });
}

export const RETURN_ANSWER: ItemVerb = { entry: 'feedback.answer-returned', may: canApprove };

/** The head sends it back, with a reason. @throws Invalid when nothing is said */
export function returnAnswer(context: Context, code: string, given: string | Return): Promise<void> {
  const { version, marks } = typeof given === 'string' ? ({} as Return) : given;
  const give = (item: FeedbackDocument) => {
    const { outcome, text, free, fields } = item.answer!;
    const reason = returnWords(text, typeof given === 'string' ? { reason: given } : given);
    if (reason.length < LEAST.reason) throw new Invalid({ reason: { text: 'errors.field.required' } });
    item.returnReason = reason;
    const words = { outcome, text, ...(free === undefined ? {} : { free }), ...(fields ? { fields } : {}) };
    item.returned = { ...words, at: context.now };
    return { personal: { reason } };
  };
  // A note on a passage is worth nothing beside another text; a general one is.
  return changeItem(context, code, RETURN_ANSWER, give, marks?.some(Boolean) ? version : undefined);
}

export const APPROVE_ANSWER: ItemVerb = {
  entry: 'feedback.answered',
  may: canApprove,
  refusal: awaitsPart,
};

/** What the head adds when sending: an apology for a late answer, a reason against the check, points that are answered. */
export type Sending = Partial<LateApology> & { override?: string; confirmed?: number[] };

/**
 * The head approves: the answer is sent and published. What the check calls vague or incomplete goes only with the
 * head's own reason, which is counted.
 * @throws Invalid when the apology or that reason is missing
 */
export function approveAnswer(context: Context, code: string, sending: Sending = {}): Promise<void> {
  return changeItem(context, code, APPROVE_ANSWER, (item) => {
    apologiseWith(item, sending, context.now);
    const overridden = overrideWith(context, item, sending.override);
    item.set('answer.promises', promisesIn(context, item));
    confirmPoints(item, sending.confirmed ?? []);
    item.firstReply = firstReplied(item, context.now);
    close(item, context.now);
    askToRate(item, context.now);
    const late = context.now > item.dueAt;
    item.overdueAt = late ? (item.overdueAt ?? context.now) : null;
    item.returnReason = null;
    item.returned = null;
    const details = {
      unit: item.unit,
      outcome: item.answer!.outcome,
      verdict: item.answer!.verdict?.verdict,
      late,
      ...(late ? { cause: item.apology?.cause } : {}),
      override: overridden,
      promises: shownPromises(item),
    };
    return { details, personal: overridden ? { reason: sending.override } : {} };
  });
}

/** Only points to which the answer says something. */
function confirmPoints({ answer, points }: FeedbackDocument, confirmed: readonly number[]): void {
  const sure = confirmable(answer!, points).filter((n) => confirmed.includes(n));
  if (sure.length > 0) answer!.confirmed = sure;
}

/** @returns whether the check was overridden */
function overrideWith(context: Context, item: FeedbackDocument, reason: string | undefined): boolean {
  if (gateNow(item, context.now) !== 'override') return false;
  if (!tellsWhy(reason)) throw new Invalid({ override: { text: 'feedback.answer.errors.override' } });
  const by = isStaff(context.actor) ? context.actor.id : '';
  item.set('answer.override', { reason, by, at: context.now });
  return true;
}

function promisesIn({ now }: Context, item: FeedbackDocument): Promised[] {
  const actions = item.answer!.fields?.actions ?? [];
  return promisesOf(actions, item.unit, { now, endOf: readCityDay });
}

/** One step for programs: submits, and approves at once when the head of the unit is the one who calls. */
export async function answerFeedback(
  context: Context,
  code: string,
  { apology, override, confirmed = [], ...input }: WholeAnswer,
): Promise<void> {
  const approves = may(context.actor, 'approve');
  if (approves) {
    // Asked before anything is written: else the answer would stand half-way.
    const item = await checkItem(context, code, SUBMIT_ANSWER);
    apologiseWith(item, apology, context.now);
    if (checkInText(item, input, context.now).kept.gate === 'override' && !tellsWhy(override))
      throw new Invalid({ override: { text: 'feedback.answer.errors.override' } });
  }
  await submitAnswer(context, code, input);
  if (approves)
    await approveAnswer(context, code, { ...apology, confirmed, ...(override ? { override } : {}) });
}
