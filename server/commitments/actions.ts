import { cityCalendar, cityDate, isWorkingDay } from '../calendar/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { YearlyNumbers } from '../platform/data/yearly-numbers.ts';
import { allow, Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { Commitment, type CommitmentDocument } from './model.ts';
import { canDecide, canObject, canTend } from './policy.ts';
import {
  type AnswerVersion,
  commitmentCode,
  isCommitmentCode,
  newDateRefusal,
  nextStep,
  objectionRefusal,
  statusTakenBack,
  statusWhenDone,
} from './rules.ts';
import type { NewDate, ObjectionDecision, ReportDecision } from './schemas.ts';
import { timesOf } from './times.ts';

/** What an answer promises: one action with a date. */
export interface PromiseMade {
  /** Of the entry of the answer and the place in it: the same promise is made once. */
  id: string;
  source: string;
  /** Of the answer; absent: the first. */
  version?: AnswerVersion;
  unit: string;
  owner: string | null;
  text: string;
  actor: string;
  madeAt: Date;
  dueAt: Date;
}

const numbers = new YearlyNumbers('commitments');

/** @throws NotFound */
async function findCommitment(code: string): Promise<CommitmentDocument> {
  const it = isCommitmentCode(code) ? await Commitment.findOne({ code }) : null;
  if (!it) throw new NotFound();
  return it;
}

function plan(it: CommitmentDocument): void {
  it.nextAt = nextStep(it, timesOf(it))?.at ?? null;
}

/** Enters a promise in the register. Does nothing when it is there already. */
export async function makeCommitment(context: Context, promise: PromiseMade): Promise<void> {
  const { id, dueAt, madeAt, version = 1, ...rest } = promise;
  if (await Commitment.exists({ _id: id })) return;
  const year = Number(cityDate(madeAt).slice(0, 4));
  const it = new Commitment({
    ...rest,
    _id: id,
    versions: [version],
    code: commitmentCode(year, await numbers.next(year)),
    madeAt,
    dueAt,
    dates: [{ dueAt, setAt: madeAt, reason: null }],
    status: 'open',
  });
  plan(it);
  const details = { source: it.source, unit: it.unit, dueAt };
  try {
    await commit(context, it, { name: 'commitment.made', code: it.code, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** A correction of the answer says otherwise: another date, other words, or nothing of it any more. */
export type Corrected = { dueAt: Date; text: string; actor: string } | 'gone';

/**
 * Follows a correction of the answer. What is kept, or whose date has passed, stays as it is: that is history. Running
 * twice is harmless.
 * @param at when the answer was corrected
 */
export function correctCommitment(
  context: Context,
  id: string,
  { to, at, reason }: { to: Corrected; at: Date; reason: string | null },
): Promise<void> {
  return retrying(async () => {
    const it = await Commitment.findById(id);
    if (it?.status !== 'open' || it.keptAt || it.dueAt < at) return;
    // A date that the unit has set since then stands.
    if (it.dates.some(({ setAt, corrected }) => setAt > at && !corrected)) return;
    const dueBefore = it.dueAt;
    if (to === 'gone') it.status = 'withdrawn';
    else {
      if (to.dueAt.getTime() !== it.dueAt.getTime()) {
        it.dates.push({ dueAt: to.dueAt, setAt: at, reason, corrected: true });
        it.remindedAt = null;
      }
      Object.assign(it, to);
    }
    it.request = null;
    it.report = null;
    plan(it);
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt, dueBefore };
    const name = to === 'gone' ? 'commitment.withdrawn' : 'commitment.corrected';
    await commit(context, it, { name, code: it.code, details });
  });
}

/**
 * The second answer to a reopened item promises the same as the first: one commitment, with the date of the second. What
 * is kept, or whose date has passed, stays as it is. Running twice is harmless.
 * @param at when the second answer was sent
 */
export function repeatCommitment(
  context: Context,
  id: string,
  { dueAt, actor, at }: { dueAt: Date; actor: string; at: Date },
): Promise<void> {
  return retrying(async () => {
    const it = await Commitment.findById(id);
    if (it?.status !== 'open' || it.keptAt || it.dueAt < at || it.versions.includes(2)) return;
    const dueBefore = it.dueAt;
    it.versions.push(2);
    if (dueAt.getTime() !== dueBefore.getTime()) {
      it.dates.push({ dueAt, setAt: at, reason: null, again: true });
      it.remindedAt = null;
    }
    Object.assign(it, { dueAt, actor, request: null });
    plan(it);
    const details = { source: it.source, unit: it.unit, dueAt, dueBefore };
    await commit(context, it, { name: 'commitment.repeated', code: it.code, details });
  });
}

function done(it: CommitmentDocument, { evidence, at }: { evidence: string; at: Date }): void {
  it.keptAt = at;
  it.evidence = evidence;
  it.status = statusWhenDone(it.dueAt, at);
  it.report = null;
  it.request = null;
  plan(it);
}

/**
 * Says that it is done, and how one can see that. The head's word counts at once; the owner's once the head has confirmed
 * it, and then from the moment at which the owner said it; until then time runs on.
 */
export function keepCommitment(context: Context, code: string, evidence: string): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canTend(context.actor, it));
    if (it.status === 'withdrawn') throw new Conflict('commitments.errors.withdrawn');
    if (it.keptAt) throw new Conflict('commitments.errors.done');
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt };
    if (canDecide(context.actor, it)) {
      done(it, { evidence, at: context.now });
      const kept = { ...details, status: it.status };
      return commit(context, it, { name: 'commitment.kept', code, details: kept, personal: { evidence } });
    }
    if (it.report) throw new Conflict('commitments.errors.reported');
    it.report = { evidence, by: isStaff(context.actor) ? context.actor.id : '', at: context.now };
    plan(it);
    return commit(context, it, { name: 'commitment.reported', code, details, personal: { evidence } });
  }).then(() => undefined);
}

/** The head has seen that it is done, or has not: then it is open as before, and the owner reads why. */
export function decideReport(
  context: Context,
  code: string,
  { decision, reason }: ReportDecision,
): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canDecide(context.actor, it));
    const { report } = it;
    if (!report) throw new Conflict('errors.wrong-state');
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt };
    const { evidence, at } = report;
    if (decision === 'confirm') {
      done(it, { evidence, at });
      const kept = { ...details, status: it.status };
      await commit(context, it, { name: 'commitment.kept', code, details: kept, personal: { evidence } });
      return;
    }
    if (!reason) throw new Invalid({ reason: { text: 'commitments.errors.decline-reason' } });
    it.report = null;
    plan(it);
    await commit(context, it, { name: 'commitment.report-declined', code, details, personal: { reason } });
  });
}

/** The sender, to whom it was promised, says that it is not done. Everybody sees that they did. */
export function objectToKept(context: Context, code: string, reason: string): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canObject(context.actor, it));
    const refusal = objectionRefusal(it, context.now);
    if (refusal) throw new Conflict(`commitments.errors.${refusal}`);
    it.objection = { reason, at: context.now, reply: null, repliedAt: null };
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt };
    await commit(context, it, { name: 'commitment.objected', code, details, personal: { reason } });
  });
}

/** The head answers the sender, for all to read: it is done all the same, or it was not, and is owed again. */
export function answerObjection(
  context: Context,
  code: string,
  { decision, reply }: ObjectionDecision,
): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canDecide(context.actor, it));
    if (!it.objection || it.objection.repliedAt) throw new Conflict('errors.wrong-state');
    it.objection = { ...it.toObject().objection!, reply, repliedAt: context.now };
    if (decision === 'take-back') {
      it.keptAt = null;
      it.evidence = null;
      it.status = statusTakenBack(it.dueAt, context.now);
      plan(it);
    }
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt, reply };
    const name = decision === 'take-back' ? 'commitment.taken-back' : 'commitment.objection-answered';
    await commit(context, it, { name, code, details });
  });
}

/** @throws Conflict naming why no other date can be set; Invalid for a day off */
function checkNewDate(it: CommitmentDocument, dueAt: Date, now: Date): void {
  const newDates = it.dates.length - 1;
  const state = { status: it.status, keptAt: it.keptAt, dueAt: it.dueAt, newDates };
  const refusal = newDateRefusal(state, { dueAt, now, most: timesOf(it).mostNewDates });
  if (refusal) throw new Conflict(`commitments.errors.${refusal}`);
  if (!isWorkingDay(cityCalendar(), cityDate(dueAt)))
    throw new Invalid({ dueAt: { text: 'feedback.errors.promised-day-off' } });
}

async function moveTo(context: Context, it: CommitmentDocument, { dueAt, reason }: NewDate): Promise<void> {
  checkNewDate(it, dueAt, context.now);
  const dueBefore = it.dueAt;
  it.dates.push({ dueAt, setAt: context.now, reason });
  it.dueAt = dueAt;
  it.request = null;
  it.remindedAt = null;
  plan(it);
  const details = { source: it.source, unit: it.unit, dueAt, dueBefore, reason };
  await commit(context, it, { name: 'commitment.moved', code: it.code, details });
}

/** Another date, with a reason that everybody reads: the head's counts at once, the owner's goes to the head. */
export function askNewDate(context: Context, code: string, input: NewDate): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canTend(context.actor, it));
    if (canDecide(context.actor, it)) return moveTo(context, it, input);
    checkNewDate(it, input.dueAt, context.now);
    it.request = { ...input, by: isStaff(context.actor) ? context.actor.id : '', at: context.now };
    const details = { source: it.source, unit: it.unit, dueAt: input.dueAt };
    await commit(context, it, { name: 'commitment.new-date-asked', code, details });
  });
}

/** The head grants the date that the owner has asked for, or not. */
export function decideNewDate(context: Context, code: string, decision: 'grant' | 'decline'): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    allow(canDecide(context.actor, it));
    if (!it.request) throw new Conflict('errors.wrong-state');
    const { dueAt, reason } = it.request;
    if (decision === 'grant') return moveTo(context, it, { dueAt, reason });
    it.request = null;
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt };
    await commit(context, it, { name: 'commitment.new-date-declined', code, details });
  });
}

/** Codes of those to which time does something now. */
export async function commitmentsDue(now: Date, most = 500): Promise<string[]> {
  const rows = await Commitment.find({ nextAt: { $lte: now } }, { code: 1 })
    .sort({ nextAt: 1, _id: 1 })
    .limit(most)
    .lean();
  return rows.map((row) => row.code);
}

const ENTRY = {
  remind: 'commitment.reminded',
  late: 'commitment.late',
  broken: 'commitment.broken',
} as const;

/** Reminds before the date; notes that it has passed, and that nothing came of it. Running twice is harmless. */
export function tendCommitment(context: Context, code: string): Promise<void> {
  return retrying(async () => {
    const it = await findCommitment(code);
    const next = nextStep(it, timesOf(it));
    if (!next || next.at > context.now) return;
    // After a long standstill a reminder would come after the date: that has passed is told alone.
    const step = next.step === 'remind' && context.now > it.dueAt ? 'late' : next.step;
    if (step === 'remind') it.remindedAt = context.now;
    else {
      it.status = step;
      it.request = null;
    }
    plan(it);
    const details = { source: it.source, unit: it.unit, dueAt: it.dueAt };
    await commit(context, it, { name: ENTRY[step], code, details });
  });
}
