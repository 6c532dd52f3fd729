import { accountNames, unitStaff } from '../../accounts/index.ts';
import type { Complexity } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import { type Context, isStaff, type Language } from '../../platform/context.ts';
import { namedUnit } from '../../units/index.ts';
import { newsMissed } from '../answering/rules/interim.ts';
import { complexityOf } from '../clocks/deadlines.ts';
import { type RunningLimit, runningLimits, stateOf } from '../clocks/limits.ts';
import type { DeadlineState } from '../clocks/rules/deadline-state.ts';
import type { FeedbackFields } from '../item/model.ts';
import type { ClockFlag } from '../item/rules/clock-flags.ts';
import { contactState } from '../item/rules/contact.ts';
import type { Status } from '../item/rules/status.ts';
import { type WhoActs, whoActs } from '../item/who-acts.ts';
import { tagNames } from '../tags/queries.ts';

export interface InboxRow {
  code: string;
  subject: string;
  /** Of the subject. */
  language: Language;
  status: Status;
  kind: string;
  dueAt: Date;
  receivedAt: Date;
  deadline: DeadlineState;
  /** The own limit of whoever has it, while the step is not done. */
  step: { name: RunningLimit['step']; dueAt: Date; late: boolean } | null;
  complexity: Complexity;
  provisional: boolean;
  /** The day that the last news promised is over. */
  newsMissed: boolean;
  /** More time is asked for, and the head has not decided. */
  extensionAsked: boolean;
  unit?: Named;
  assignee?: string;
  /** Who must act next. */
  next?: WhoActs;
  mine: boolean;
  /** Letters do not reach the sender. */
  undelivered: boolean;
  /** How many others it concerns too. */
  voices?: number;
  flags: ClockFlag[];
  /** Names of what staff have put on it. */
  tags?: string[];
  /** The office that has sent it. */
  raisedBy?: Named;
  /** Whose conduct it is about. */
  shield?: Named;
}

export async function inboxRows(context: Context, rows: FeedbackFields[]): Promise<InboxRow[]> {
  const names = await accountNames([...new Set(rows.flatMap((row) => row.assignee ?? []))]);
  const staff = await unitStaff(context.now);
  const tags = rows.some((row) => row.tags?.length) ? await tagNames() : undefined;
  const me = isStaff(context.actor) ? context.actor.id : undefined;
  return rows.map((row) => ({
    code: row.code,
    subject: row.publicText.subject,
    language: row.language,
    status: row.status,
    kind: row.kind,
    dueAt: row.dueAt,
    receivedAt: row.receivedAt,
    deadline: stateOf(row, context.now),
    step: openStep(row, context.now),
    complexity: complexityOf(row),
    provisional: row.dueProvisional,
    newsMissed: missedNews(row, context.now),
    extensionAsked: !!row.extensionRequest,
    flags: row.clockFlags ?? [],
    next: whoActs(row, staff),
    unit: namedUnit(row.unit),
    assignee: row.assignee ? names.get(row.assignee) : undefined,
    mine: row.assignee === me,
    undelivered: contactState(row.sender?.email, row.contact) === 'undelivered',
    ...(row.voices ? { voices: row.voices } : {}),
    ...(tags && row.tags?.length ? { tags: row.tags.flatMap((id) => tags.get(id) ?? []) } : {}),
    ...(row.raised ? { raisedBy: namedUnit(row.raised.unit)! } : {}),
    ...(row.shield ? { shield: namedUnit(row.shield.unit) } : {}),
  }));
}

function missedNews({ interims = [], closedAt }: FeedbackFields, now: Date): boolean {
  return interims.length > 0 && newsMissed(interims, interims.length - 1, { closedAt, now });
}

/** What ends first, and what has ended goes before all. */
function openStep(row: FeedbackFields, now: Date): InboxRow['step'] {
  const first = row.closedAt ? undefined : runningLimits(row, now)[0];
  return first ? { name: first.step, dueAt: first.dueAt, late: first.late } : null;
}
