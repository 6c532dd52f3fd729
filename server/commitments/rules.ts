import type { DatedRow } from '../city/dated-rows.ts';
import { addDays } from '../city/dates.ts';

/** Promised actions with a date. Pure: no store, no clock. Times in calendar days. */

/**
 * `open`: the date has not passed. `kept`: done by the date in force. `late`: the date has passed, or it was done after
 * it. `broken`: long past the date and still not done; done even later it becomes `late`. `withdrawn`: a correction of the
 * answer, before the date, no longer promises it.
 */
export const COMMITMENT_STATUSES = ['open', 'kept', 'late', 'broken', 'withdrawn'] as const;
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

/** Of the answer to an item: a reopened one has two. */
export type AnswerVersion = 1 | 2 | 3;

export type CommitmentEntry =
  | 'commitment.made'
  | 'commitment.reminded'
  | 'commitment.late'
  | 'commitment.broken'
  | 'commitment.reported'
  | 'commitment.report-declined'
  | 'commitment.kept'
  | 'commitment.objected'
  | 'commitment.objection-answered'
  | 'commitment.taken-back'
  | 'commitment.new-date-asked'
  | 'commitment.new-date-declined'
  | 'commitment.moved'
  | 'commitment.corrected'
  | 'commitment.repeated'
  | 'commitment.withdrawn'
  | 'commitment.succeeded'
  | 'commitment.personal-erased';

/** Inner steps are not shown to everybody. */
const INNER: readonly string[] = [
  'commitment.reminded',
  'commitment.new-date-asked',
  'commitment.new-date-declined',
  'commitment.personal-erased',
];

export function isPublicEntry(name: string): boolean {
  return !INNER.includes(name);
}

export interface CommitmentTimes extends DatedRow {
  remindBeforeDays: number;
  brokenAfterDays: number;
  mostNewDates: number;
  basis: string;
}

export interface Dated {
  status: CommitmentStatus;
  dueAt: Date;
  madeAt: Date;
  remindedAt: Date | null;
  keptAt: Date | null;
}

/** 'remind' the owner before the date; 'late' and 'broken' note what time has made of it. */
export type Step = 'remind' | 'late' | 'broken';

/** What is to be done with it next, and when; undefined: nothing any more. */
export function nextStep(
  it: Dated,
  times: Pick<CommitmentTimes, 'remindBeforeDays' | 'brokenAfterDays'>,
): { step: Step; at: Date } | undefined {
  if (it.keptAt) return undefined;
  if (it.status === 'late') return { step: 'broken', at: addDays(it.dueAt, times.brokenAfterDays) };
  if (it.status !== 'open') return undefined;
  const remindAt = addDays(it.dueAt, -times.remindBeforeDays);
  if (!it.remindedAt && remindAt > it.madeAt) return { step: 'remind', at: remindAt };
  // Done at the very moment is still kept.
  return { step: 'late', at: new Date(it.dueAt.getTime() + 1) };
}

/** How it stands once it is done. */
export function statusWhenDone(dueAt: Date, doneAt: Date): CommitmentStatus {
  return doneAt <= dueAt ? 'kept' : 'late';
}

/** So long the sender may say that it is not so. */
const OBJECT_WITHIN_DAYS = 30;

/** Why the sender cannot object: key under `commitments.errors`. Once, and while it is fresh. */
export function objectionRefusal(
  it: { keptAt: Date | null; objection: object | null },
  now: Date,
): 'not-done' | 'objected' | 'objection-late' | undefined {
  if (!it.keptAt) return 'not-done';
  if (it.objection) return 'objected';
  return now > addDays(it.keptAt, OBJECT_WITHIN_DAYS) ? 'objection-late' : undefined;
}

/** How it stands once the head has taken back that it was done. */
export function statusTakenBack(dueAt: Date, now: Date): CommitmentStatus {
  return now <= dueAt ? 'open' : 'late';
}

/** Why it can have no other date: key under `commitments.errors`. */
export function movingRefusal(
  it: { status: CommitmentStatus; keptAt: Date | null; dueAt: Date; newDates: number },
  { now, most }: { now: Date; most: number },
): 'done' | 'date-passed' | 'moved-often' | undefined {
  if (it.keptAt) return 'done';
  if (it.status !== 'open' || now > it.dueAt) return 'date-passed';
  return it.newDates >= most ? 'moved-often' : undefined;
}

/** Why it cannot have this date: key under `commitments.errors`. */
export function newDateRefusal(
  it: Parameters<typeof movingRefusal>[0],
  asked: { dueAt: Date; now: Date; most: number },
): ReturnType<typeof movingRefusal> | 'not-later' {
  return movingRefusal(it, asked) ?? (asked.dueAt > it.dueAt ? undefined : 'not-later');
}

/** 'CK-2026-0001'; after 9999 the number grows longer. */
export function commitmentCode(year: number, number: number): string {
  return `CK-${year}-${String(number).padStart(4, '0')}`;
}

/** The page on which it was promised: minutes of a dialogue, or an answered item. */
export function sourcePath(source: string): string {
  return source.startsWith('DT-') ? `/dialogues/${source}/minutes` : `/feedback/${source}`;
}

export function isCommitmentCode(code: string): boolean {
  return /^CK-\d{4}-\d{4,8}$/.test(code);
}
