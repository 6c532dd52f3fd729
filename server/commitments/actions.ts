import { cityCalendar, cityDate, isWorkingDay } from '../calendar/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { YearlyNumbers } from '../platform/data/yearly-numbers.ts';
import { Conflict, Invalid, type Text } from '../platform/errors.ts';
import { changesOf, commit, type Verb, WRONG_STATE } from '../platform/journal/index.ts';
import { Commitment, type CommitmentDocument, type CommitmentFields } from './model.ts';
import { canDecide, canObject, canTend } from './policy.ts';
import {
  type AnswerVersion,
  type CommitmentEntry,
  commitmentCode,
  movingRefusal,
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

export type CommitmentVerb = Verb<CommitmentFields, CommitmentEntry>;

const { change: changeCommitment, follow: followCommitment } = changesOf<
  { code: string } | { _id: string },
  CommitmentDocument,
  CommitmentEntry
>({ find: (_context, key) => Commitment.findOne(key), saved: (it) => it, code: ({ code }) => code });

/** What its entries tell. When time does something next is counted anew. */
function told(it: CommitmentDocument, more: object = {}) {
  it.nextAt = nextStep(it, timesOf(it))?.at ?? null;
  return { details: { source: it.source, unit: it.unit, dueAt: it.dueAt, ...more } };
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
  try {
    await commit(context, it, { name: 'commitment.made', code: it.code, ...told(it) });
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
  _id: string,
  { to, at, reason }: { to: Corrected; at: Date; reason: string | null },
): Promise<void> {
  return followCommitment(context, { _id }, (it) => {
    if (it.status !== 'open' || it.keptAt || it.dueAt < at) return undefined;
    // A date that the unit has set since then stands.
    if (it.dates.some(({ setAt, corrected }) => setAt > at && !corrected)) return undefined;
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
    const name = to === 'gone' ? 'commitment.withdrawn' : 'commitment.corrected';
    return { name, ...told(it, { dueBefore }) };
  });
}

/**
 * The second answer to a reopened item promises the same as the first: one commitment, with the date of the second. What
 * is kept, or whose date has passed, stays as it is. Running twice is harmless.
 * @param at when the second answer was sent
 */
export function repeatCommitment(
  context: Context,
  _id: string,
  { dueAt, actor, at }: { dueAt: Date; actor: string; at: Date },
): Promise<void> {
  return followCommitment(context, { _id }, (it) => {
    if (it.status !== 'open' || it.keptAt || it.dueAt < at || it.versions.includes(2)) return undefined;
    const dueBefore = it.dueAt;
    it.versions.push(2);
    if (dueAt.getTime() !== dueBefore.getTime()) {
      it.dates.push({ dueAt, setAt: at, reason: null, again: true });
      it.remindedAt = null;
    }
    Object.assign(it, { dueAt, actor, request: null });
    return { name: 'commitment.repeated', ...told(it, { dueBefore }) };
  });
}

function done(it: CommitmentDocument, { evidence, at }: { evidence: string; at: Date }) {
  it.keptAt = at;
  it.evidence = evidence;
  it.status = statusWhenDone(it.dueAt, at);
  it.report = null;
  it.request = null;
  return { ...told(it, { status: it.status }), personal: { evidence } };
}

const no = (error: string): Text => ({ text: `commitments.errors.${error}` });

export const KEEP: CommitmentVerb = {
  entry: 'commitment.kept',
  may: canTend,
  refusal(it, { actor }) {
    if (it.status === 'withdrawn') return no('withdrawn');
    if (it.keptAt) return no('done');
    return it.report && !canDecide(actor, it) ? no('reported') : undefined;
  },
};

/**
 * Says that it is done, and how one can see that. The head's word counts at once; the owner's once the head has confirmed
 * it, and then from the moment at which the owner said it; until then time runs on.
 */
export function keepCommitment(context: Context, code: string, evidence: string): Promise<void> {
  return changeCommitment(context, { code }, KEEP, (it) => {
    if (canDecide(context.actor, it)) return done(it, { evidence, at: context.now });
    it.report = { evidence, by: isStaff(context.actor) ? context.actor.id : '', at: context.now };
    return { name: 'commitment.reported', ...told(it), personal: { evidence } };
  });
}

export const DECIDE_REPORT: CommitmentVerb = {
  entry: 'commitment.kept',
  may: canDecide,
  refusal: ({ report }) => (report ? undefined : WRONG_STATE),
};

/** The head has seen that it is done, or has not: then it is open as before, and the owner reads why. */
export function decideReport(
  context: Context,
  code: string,
  { decision, reason }: ReportDecision,
): Promise<void> {
  return changeCommitment(context, { code }, DECIDE_REPORT, (it) => {
    const { evidence, at } = it.report!;
    if (decision === 'confirm') return done(it, { evidence, at });
    if (!reason) throw new Invalid({ reason: { text: 'commitments.errors.decline-reason' } });
    it.report = null;
    return { name: 'commitment.report-declined', ...told(it), personal: { reason } };
  });
}

export const OBJECT: CommitmentVerb = {
  entry: 'commitment.objected',
  may: canObject,
  refusal(it, { now }) {
    const refusal = objectionRefusal(it, now);
    return refusal && no(refusal);
  },
};

/** The sender, to whom it was promised, says that it is not done. Everybody sees that they did. */
export function objectToKept(context: Context, code: string, reason: string): Promise<void> {
  return changeCommitment(context, { code }, OBJECT, (it) => {
    it.objection = { reason, at: context.now, reply: null, repliedAt: null };
    return { ...told(it), personal: { reason } };
  });
}

export const ANSWER_OBJECTION: CommitmentVerb = {
  entry: 'commitment.objection-answered',
  may: canDecide,
  refusal: ({ objection }) => (objection && !objection.repliedAt ? undefined : WRONG_STATE),
};

/** The head answers the sender, for all to read: it is done all the same, or it was not, and is owed again. */
export function answerObjection(
  context: Context,
  code: string,
  { decision, reply }: ObjectionDecision,
): Promise<void> {
  return changeCommitment(context, { code }, ANSWER_OBJECTION, (it) => {
    it.objection = { ...it.toObject().objection!, reply, repliedAt: context.now };
    if (decision !== 'take-back') return told(it, { reply });
    it.keptAt = null;
    it.evidence = null;
    it.status = statusTakenBack(it.dueAt, context.now);
    return { name: 'commitment.taken-back', ...told(it, { reply }) };
  });
}

function movingCase(it: CommitmentFields, now: Date) {
  const { status, keptAt, dueAt, dates } = it;
  const of = { status, keptAt, dueAt, newDates: dates.length - 1 };
  return [of, { now, most: timesOf(it).mostNewDates }] as const;
}

export const MOVE: CommitmentVerb = {
  entry: 'commitment.moved',
  may: canTend,
  refusal(it, { now }) {
    const refusal = movingRefusal(...movingCase(it, now));
    return refusal && no(refusal);
  },
};

/** @throws Conflict for a date that is no later; Invalid for a day off */
function checkNewDate(it: CommitmentDocument, dueAt: Date, now: Date): void {
  const [of, times] = movingCase(it, now);
  const refusal = newDateRefusal(of, { ...times, dueAt });
  if (refusal) throw new Conflict(no(refusal).text);
  if (!isWorkingDay(cityCalendar(), cityDate(dueAt)))
    throw new Invalid({ dueAt: { text: 'feedback.errors.promised-day-off' } });
}

function moveTo(it: CommitmentDocument, { dueAt, reason }: NewDate, now: Date) {
  const dueBefore = it.dueAt;
  it.dates.push({ dueAt, setAt: now, reason });
  it.dueAt = dueAt;
  it.request = null;
  it.remindedAt = null;
  return told(it, { dueBefore, reason });
}

/** Another date, with a reason that everybody reads: the head's counts at once, the owner's goes to the head. */
export function askNewDate(context: Context, code: string, input: NewDate): Promise<void> {
  const { actor, now } = context;
  return changeCommitment(context, { code }, MOVE, (it) => {
    checkNewDate(it, input.dueAt, now);
    if (canDecide(actor, it)) return moveTo(it, input, now);
    it.request = { ...input, by: isStaff(actor) ? actor.id : '', at: now };
    return { name: 'commitment.new-date-asked', ...told(it, { dueAt: input.dueAt }) };
  });
}

export const DECIDE_NEW_DATE: CommitmentVerb = {
  entry: 'commitment.moved',
  may: canDecide,
  refusal: (it, context) => (it.request ? MOVE.refusal!(it, context) : WRONG_STATE),
};

/** The head grants the date that the owner has asked for, or not. */
export function decideNewDate(context: Context, code: string, decision: 'grant' | 'decline'): Promise<void> {
  return changeCommitment(context, { code }, DECIDE_NEW_DATE, (it) => {
    const { dueAt, reason } = it.request!;
    if (decision === 'grant') {
      checkNewDate(it, dueAt, context.now);
      return moveTo(it, { dueAt, reason }, context.now);
    }
    it.request = null;
    return { name: 'commitment.new-date-declined', ...told(it) };
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
  return followCommitment(context, { code }, (it) => {
    const next = nextStep(it, timesOf(it));
    if (!next || next.at > context.now) return undefined;
    // After a long standstill a reminder would come after the date: that has passed is told alone.
    const step = next.step === 'remind' && context.now > it.dueAt ? 'late' : next.step;
    if (step === 'remind') it.remindedAt = context.now;
    else {
      it.status = step;
      it.request = null;
    }
    return { name: ENTRY[step], ...told(it) };
  });
}
