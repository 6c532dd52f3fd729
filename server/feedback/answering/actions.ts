import { readCityDay } from '../../calendar/index.ts';
import { type Context, hasRole, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { type AnswerCheck, checkInFull, checkInText, type Draft, gateNow } from '../answer-check/check.ts';
import { refusalOf } from '../answer-check/faults.ts';
import { type AnswerReport, type Reading, reportOf } from '../answer-check/report.ts';
import { tellsWhy } from '../answer-check/rules/gate.ts';
import { apologiseWith } from '../clocks/apologise.ts';
import { close } from '../clocks/close.ts';
import { firstReplied } from '../clocks/limits.ts';
import type { LateApology } from '../clocks/schemas.ts';
import { refuseWhileAwaited } from '../contributions/awaited.ts';
import { findItem, move, readItem, rememberedItem } from '../item/find.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer, canApprove } from '../item/policy.ts';
import { type Promised, withoutEmptyActions } from '../item/rules/answer.ts';
import { LEAST } from '../item/rules/fields.ts';
import { stepDone } from '../item/rules/holdings.ts';
import { confirmable } from '../item/shapes/answer.ts';
import { askToRate } from '../rating/rate.ts';
import { shownPromises } from './correct.ts';
import { promisesOf } from './rules/promises.ts';
import type { AnswerInput, WholeAnswer } from './schemas.ts';

/** Judges what is being written. Changes nothing. @throws Forbidden, NotFound */
export async function checkAnswer(
  context: Context,
  code: string,
  { reading, ...draft }: Draft & { reading?: Reading },
): Promise<AnswerReport> {
  const item = reading ? await rememberedItem(code, context.now) : await readItem(code);
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

/** An item that nobody has taken is taken by whoever begins to answer it. */
function takeIfFree(item: FeedbackDocument, now: Date): void {
  if (item.status !== 'routed') return;
  move(item, 'feedback.assigned');
  item.holdings = stepDone(item.holdings, now);
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
  const item = await findItem(code);
  allow(canAnswer(context.actor, item));
  if (item.version !== version) throw new Conflict();
  takeIfFree(item, context.now);
  move(item, 'feedback.answer-saved');
  const check = await write(context, item, input);
  await commit(context, item, {
    name: 'feedback.answer-saved',
    code,
    details: { verdict: check.kept.verdict },
  });
  return check;
}

/**
 * Sends the answer to the head of the unit. What the check is not content with needs a written reason; the reason, the
 * verdict and the version of its rules stay with the answer.
 */
export async function submitAnswer(
  context: Context,
  code: string,
  { version, ...input }: AnswerInput & { version?: number },
): Promise<AnswerCheck> {
  const item = await findItem(code);
  allow(canAnswer(context.actor, item));
  if (version !== undefined && item.version !== version) throw new Conflict();
  takeIfFree(item, context.now);
  move(item, 'feedback.answer-submitted');
  refuseWhileAwaited(item);
  const check = await write(context, item, input);
  refuseUnready(check, input);
  item.returnReason = null;
  const { verdict, score, rulesVersion, gate, missing } = check.kept;
  await commit(context, item, {
    name: 'feedback.answer-submitted',
    code,
    details: { unit: item.unit, verdict, score, rulesVersion, gate, missing },
    personal: input.reason ? { reason: input.reason } : {},
  });
  return check;
}

/** @throws Invalid when a field cannot stand as it is, or the check is not content and nobody says why it goes */
export function refuseUnready({ kept, faults }: AnswerCheck, { reason }: Pick<AnswerInput, 'reason'>): void {
  const refusal = refusalOf(faults);
  if (Object.keys(refusal).length > 0) throw new Invalid(refusal);
  if (kept.gate === 'open' || tellsWhy(reason)) return;
  const why =
    kept.missing.length > 0 ? 'feedback.answer.errors.incomplete' : 'feedback.errors.reason-for-verdict';
  throw new Invalid({ reason: reason ? { text: 'feedback.errors.no-reason' } : { text: why } });
}

/** The head sends it back, with a reason. */
export function returnAnswer(context: Context, code: string, reason: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canApprove(context.actor, item));
    move(item, 'feedback.answer-returned');
    item.returnReason = reason;
    await commit(context, item, { name: 'feedback.answer-returned', code, personal: { reason } });
  });
}

/** What the head adds when sending: an apology for a late answer, a reason against the check, points that are answered. */
export type Sending = Partial<LateApology> & { override?: string; confirmed?: number[] };

/**
 * The head approves: the answer is sent and published. What the check calls vague or incomplete goes only with the
 * head's own reason, which is counted.
 * @throws Invalid when the apology or that reason is missing
 */
export function approveAnswer(context: Context, code: string, sending: Sending = {}): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canApprove(context.actor, item));
    move(item, 'feedback.answered');
    refuseWhileAwaited(item);
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
    await commit(context, item, {
      name: 'feedback.answered',
      code,
      details: {
        unit: item.unit,
        outcome: item.answer!.outcome,
        verdict: item.answer!.verdict?.verdict,
        late,
        ...(late ? { cause: item.apology?.cause } : {}),
        override: overridden,
        promises: shownPromises(item),
      },
      personal: overridden ? { reason: sending.override } : {},
    });
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
  const approves = hasRole(context.actor, 'head');
  if (approves) {
    // Asked before anything is written: else the answer would stand half-way.
    const item = await findItem(code);
    allow(canAnswer(context.actor, item));
    apologiseWith(item, apology, context.now);
    if (checkInText(item, input, context.now).kept.gate === 'override' && !tellsWhy(override))
      throw new Invalid({ override: { text: 'feedback.answer.errors.override' } });
  }
  await submitAnswer(context, code, input);
  if (approves)
    await approveAnswer(context, code, { ...apology, confirmed, ...(override ? { override } : {}) });
}
