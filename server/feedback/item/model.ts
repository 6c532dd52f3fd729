import { type HydratedDocument, Schema, type Types } from 'mongoose';
import type { Limit } from '../../calendar/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { ClockFlag } from './rules/clock-flags.ts';
import type { Contact } from './rules/contact.ts';
import { CHANNELS, type Channel, KINDS, type Kind, type Sender } from './rules/fields.ts';
import type { Holding } from './rules/holdings.ts';
import type { Point } from './rules/points.ts';
import { STATUSES, type Status } from './rules/status.ts';
import { LIFTED_BY } from './rules/voices.ts';
import { ageingPaths, type WithAgeing } from './shapes/ageing.ts';
import {
  type Answer,
  answerShape,
  type EarlierAnswer,
  earlierAnswerShape,
  type InterimAnswer,
  interimShape,
  pointShape,
  type ReturnedAnswer,
  returnedShape,
} from './shapes/answer.ts';
import { attachmentPaths, type WithAttachments } from './shapes/attachments.ts';
import {
  type Apology,
  type Classification,
  clockPaths,
  type Extension,
  type FirstReply,
} from './shapes/clock.ts';
import { contributionPaths, type WithContributions } from './shapes/contributions.ts';
import { erasurePaths, type WithErasure } from './shapes/erasure.ts';
import { evidencePaths, type WithEvidence } from './shapes/evidence.ts';
import { learnedUnitsPaths, type WithLearnedUnits } from './shapes/learned-units.ts';
import { mergingPaths, type WithMerging } from './shapes/merging.ts';
import { notePaths, type WithNotes } from './shapes/notes.ts';
import { paperPaths, type WithPapers } from './shapes/papers.ts';
import { replyPaths, type WithReplies } from './shapes/procedure-questions.ts';
import { raisedPaths, type WithRaised } from './shapes/raised.ts';
import { type AfterAnswer, afterPaths } from './shapes/rating.ts';
import { refusalPaths, type WithRefusal } from './shapes/refusal.ts';
import { shieldPaths, type WithShield } from './shapes/shield.ts';
import { splittingPaths, type WithSplitting } from './shapes/splitting.ts';

export type { Answer } from './shapes/answer.ts';
export type { Apology, Extension } from './shapes/clock.ts';

/** Subject and text as one: the original is kept as sent, the public one may be edited by a coordinator. */
export interface Words {
  subject: string;
  text: string;
}

/** Questions of the office to the sender and the replies. At most ten of each: an item is not a chat. */
export interface Message {
  at: Date;
  from: 'office' | 'sender';
  text: string;
  /** The letter in which it came; absent: it was written here. */
  letter?: string;
}

/** A time in which the sender was waited for. */
export interface ItemPause {
  from: Date;
  to: Date;
  /** Who asked; null: a coordinator. */
  unit: string | null;
  /** The date as it stood when the sender was asked. */
  dueBefore: Date;
  /** The server's clock jumped meanwhile: how long the wait was, nobody knows. */
  doubtful?: boolean;
}

/** What the sender still owes, and what happens if nothing comes. */
export interface AwaitedReply {
  /** The item closes itself at this moment. */
  until: Date;
  /** Reminders sent: two before it closes. */
  reminders: number;
  /** When the next reminder goes, or the item closes. */
  nextAt: Date;
  /** When these were counted. A moment that lies ahead: by a clock that was wrong. */
  countedAt?: Date;
  /** The question was asked while the server's clock was wrong. */
  doubtful?: boolean;
}

/** The unit says that it is not competent. */
export interface Dispute {
  unit: string;
  /** Whose it is, as the unit says. */
  proposed: string;
  reason: string;
  at: Date;
  /** Whose it is, as the arbiter has decided; null while nobody has. */
  decided: string | null;
}

export interface FeedbackFields
  extends Journalled,
    AfterAnswer,
    WithAgeing,
    WithAttachments,
    WithContributions,
    WithPapers,
    WithErasure,
    WithEvidence,
    WithLearnedUnits,
    WithMerging,
    WithNotes,
    WithRaised,
    WithRefusal,
    WithReplies,
    WithShield,
    WithSplitting {
  _id: Types.ObjectId;
  code: string;
  kind: Kind;
  regulation: string | null;
  /** The unit that the sender names, when no single regulation is concerned. */
  concernsUnit: string | null;
  ward: string | null;
  sender: Sender;
  /** Of the address of the sender; absent: nothing has come of it yet. */
  contact?: Contact | null;
  language: ContentLanguage;
  /** False: the sender has declined publication of the text, and with it of the answer. */
  publishText: boolean;
  originalText: Words;
  publicText: Words;
  /** What is to be answered, as the sender confirmed it; private as the original text is. */
  originalPoints: Point[];
  /** The same as the office works with it and, where the text is public, everybody reads it. */
  points: Point[];
  status: Status;
  channel: Channel;
  /** The question of a dialogue session that it was; null: it came on another way. */
  askedIn: { dialogue: string; question: string } | null;
  /** The true moment of receipt: for the counter and the phone it lies before `createdAt`. */
  receivedAt: Date;
  createdAt: Date;
  enteredBy: string | null;
  /** Slug of the responsible unit, from routing on. */
  unit: string | null;
  /** Units that had it before, oldest first. */
  earlierUnits: string[];
  assignee: string | null;
  dueAt: Date;
  dueProvisional: boolean;
  /** The row of the table of limits that held on receipt: it holds to the end. */
  limit: Limit;
  /** How demanding it is; null while nobody has judged: ordinary. */
  classification: Classification | null;
  /** The clock of the first reply, from routing on; null when the table of limits has none. */
  firstReply: FirstReply | null;
  /** Number of the city's calendar by which `dueAt` was counted. */
  calendarVersion: number;
  /** The run that last moved the date because the calendar changed, and the date before it. */
  recalculation: { run: string; from: Date } | null;
  pauses: ItemPause[];
  extensions: Extension[];
  /** Asked for by an official, not yet decided by the head. */
  extensionRequest: (Extension & { by: string }) | null;
  /** Who had it when; the sender's clock runs through all of them. At most MOST_HOLDINGS. */
  holdings: Holding[];
  dispute: Dispute | null;
  apology: Apology | null;
  /** How its clock was mistreated. */
  clockFlags: ClockFlag[];
  waitingSince: Date | null;
  awaited: AwaitedReply | null;
  askedBy: string | null;
  messages: Message[];
  /** Draft until the item is answered; then the answer. */
  answer: Answer | null;
  /** Answers as they stood before a correction, oldest first. */
  earlierAnswers: EarlierAnswer[];
  interims: InterimAnswer[];
  returnReason: string | null;
  /** What was sent back last; absent: nothing was. */
  returned?: ReturnedAnswer | null;
  closedAt: Date | null;
  /** Number of the city's calendar that was in force then: lateness is counted by it for good. */
  closedCalendar: number | null;
  /** When passing the date was journalled, or noted with an answer or a question that came after it. */
  overdueAt: Date | null;
  receiptKeyHash: string;
  /** How many others have said that it concerns them too; absent: none. */
  voices?: number;
  /** Ids of the tags that staff have put on it; absent: none. */
  tags?: string[];
  /** In the system from which it was taken over; absent: it began here. */
  formerCode?: string;
  /** Of a request that may come again: see `actions/repeat.ts`. */
  idempotencyKey?: string;
  requestHash?: string;
}

/** For filters that partial indexes serve: only what is there is later. */
export const BEFORE_ALL = new Date(0);

export type FeedbackDocument = HydratedDocument<FeedbackFields>;

const words = { subject: String, text: String };

const schema = new Schema<FeedbackFields>({
  code: String,
  kind: { type: String, enum: KINDS },
  regulation: { type: String, default: null },
  concernsUnit: { type: String, default: null },
  ward: { type: String, default: null },
  sender: {
    type: { kind: String, name: String, organisation: String, email: String, phone: String, address: String },
    _id: false,
  },
  language: String,
  publishText: Boolean,
  originalText: { type: words, _id: false },
  publicText: { type: words, _id: false },
  originalPoints: { type: [pointShape], default: [] },
  points: { type: [pointShape], default: [] },
  status: { type: String, enum: STATUSES },
  channel: { type: String, enum: CHANNELS },
  askedIn: { type: { dialogue: String, question: String }, _id: false, default: null },
  receivedAt: Date,
  createdAt: Date,
  enteredBy: { type: String, default: null },
  unit: { type: String, default: null },
  earlierUnits: { type: [String], default: [] },
  assignee: { type: String, default: null },
  dueAt: Date,
  dueProvisional: { type: Boolean, default: false },
  ...clockPaths,
  calendarVersion: { type: Number, default: 1 },
  recalculation: { type: { run: String, from: Date }, _id: false, default: null },
  pauses: {
    type: [{ from: Date, to: Date, unit: String, dueBefore: Date, doubtful: Boolean, _id: false }],
    default: [],
  },
  extensions: { type: [{ amount: Number, unit: String, reason: String, at: Date, _id: false }], default: [] },
  extensionRequest: {
    type: { amount: Number, unit: String, reason: String, at: Date, by: String },
    _id: false,
    default: null,
  },
  holdings: {
    type: [
      {
        ...{ unit: String, step: String, from: Date, to: Date, dueAt: Date, doneAt: Date },
        takenOver: Boolean,
        _id: false,
      },
    ],
    default: [],
  },
  dispute: {
    type: { unit: String, proposed: String, reason: String, at: Date, decided: String },
    _id: false,
    default: null,
  },
  apology: {
    type: { cause: String, reason: String, promisedAt: Date, unit: String, at: Date },
    _id: false,
    default: null,
  },
  clockFlags: { type: [String], default: [] },
  waitingSince: { type: Date, default: null },
  awaited: {
    type: { until: Date, reminders: Number, nextAt: Date, countedAt: Date, doubtful: Boolean },
    _id: false,
    default: null,
  },
  askedBy: { type: String, default: null },
  messages: { type: [{ at: Date, from: String, text: String, letter: String, _id: false }], default: [] },
  answer: { type: answerShape, _id: false, default: null },
  earlierAnswers: { type: [earlierAnswerShape], default: [] },
  interims: { type: [interimShape], default: [] },
  returnReason: { type: String, default: null },
  returned: { type: returnedShape, _id: false, default: null },
  ...afterPaths,
  ...ageingPaths,
  ...contributionPaths,
  ...paperPaths,
  ...erasurePaths,
  ...evidencePaths,
  ...attachmentPaths,
  ...learnedUnitsPaths,
  ...mergingPaths,
  ...notePaths,
  ...raisedPaths,
  ...refusalPaths,
  ...replyPaths,
  ...shieldPaths,
  ...splittingPaths,
  closedAt: { type: Date, default: null },
  closedCalendar: { type: Number, default: null },
  overdueAt: { type: Date, default: null },
  receiptKeyHash: String,
  contact: { type: { confirmedAt: Date, undeliveredAt: Date }, _id: false, default: undefined },
  voices: Number,
  tags: { type: [String], default: undefined },
  formerCode: String,
  idempotencyKey: String,
  requestHash: String,
});

const since = { $gt: BEFORE_ALL };

schema.index({ code: 1 }, { unique: true });
schema.index({ idempotencyKey: 1 }, { unique: true, sparse: true });
schema.index({ formerCode: 1 }, { unique: true, sparse: true });
// Public lists, newest first; a list of one unit or regulation names the statuses too.
schema.index({ receivedAt: -1, _id: -1 });
schema.index({ status: 1, receivedAt: -1, _id: -1 });
schema.index({ regulation: 1, status: 1, receivedAt: -1, _id: -1 });
schema.index({ unit: 1, status: 1, receivedAt: -1, _id: -1 });
// Items of one place: of most of them nobody has named any.
schema.index({ ward: 1, receivedAt: -1, _id: -1 }, { partialFilterExpression: { ward: { $gt: '' } } });
// Of one ward of a hundred; and in a language in which few write: of all others the newest are found at once.
const newest = { status: 1, receivedAt: -1, _id: -1 } as const;
schema.index({ ward: 1, ...newest }, { partialFilterExpression: { ward: { $gt: '' } } });
schema.index({ language: 1, ...newest }, { partialFilterExpression: { language: { $lt: 'vi' } } });
// What was closed in a time; and open items in order of their id: recalculations go through them in batches.
schema.index({ closedAt: 1, _id: 1 });

// What was merged into an item: few were.
schema.index({ 'merged.into': 1, _id: 1 }, { partialFilterExpression: { 'merged.into': { $exists: true } } });

// Splits that can still be undone, and the other end of a link: few items have either.
schema.index({ 'split.carryAt': 1 }, { partialFilterExpression: { 'split.carryAt': { $gt: BEFORE_ALL } } });
schema.index({ 'links.code': 1 }, { partialFilterExpression: { 'links.code': { $gt: '' } } });

// Few items were raised by an office.
schema.index(
  { 'raised.unit': 1, receivedAt: -1, _id: -1 },
  { partialFilterExpression: { 'raised.unit': { $gt: '' } } },
);

// Few items carry a tag.
schema.index({ tags: 1, receivedAt: -1, _id: -1 }, { partialFilterExpression: { tags: { $gt: '' } } });

// What somebody has sent who has lost a key.
schema.index({ 'sender.email': 1, receivedAt: -1 }, { sparse: true });

// Refusals that somebody else has to read again, and all whose author is known.
schema.index({ 'contest.openSince': 1, _id: 1 }, { partialFilterExpression: { 'contest.openSince': since } });
schema.index({ 'refusal.by': 1 }, { partialFilterExpression: { 'refusal.by': { $gt: '' } } });
schema.index(
  { 'overturned.takenBackAt': 1 },
  { partialFilterExpression: { 'overturned.takenBackAt': since } },
);

// Answers that rest on what has ended: those that a look is owed for, and all that are marked for one rule.
schema.index({ 'aged.openSince': 1, _id: 1 }, { partialFilterExpression: { 'aged.openSince': since } });
schema.index({ 'aged.rules.key': 1 }, { sparse: true });

// Whose a file is: few items have any.
schema.index({ 'attachments.id': 1 }, { sparse: true });

/**
 * Few of the items of years are open: what is asked of those alone is kept of those alone, and only serves filters that
 * say `closedAt: null`.
 */
const OPEN_ALONE = { closedAt: null };
schema.index({ unit: 1, status: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: OPEN_ALONE });
schema.index({ status: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: OPEN_ALONE });
schema.index({ assignee: 1, dueAt: 1, _id: 1 }, { partialFilterExpression: OPEN_ALONE });
// What concerns many stands on top of the screening queue.
schema.index(
  { status: 1, voices: -1, _id: 1 },
  { partialFilterExpression: { ...OPEN_ALONE, voices: { $gte: LIFTED_BY } } },
);
// The tick: open items not marked yet whose clock runs, by date. Those whose date lies ahead are never touched.
schema.index(
  { status: 1, dueAt: 1, _id: 1 },
  { name: 'unmarked', partialFilterExpression: { ...OPEN_ALONE, overdueAt: null } },
);
// What a head has sent back to the office: next to nothing, and the inbox asks at each look.
schema.index(
  { unit: 1, status: 1, dueAt: 1, _id: 1 },
  { name: 'returned_of_unit', partialFilterExpression: { ...OPEN_ALONE, returnReason: { $gt: '' } } },
);
// Disputes, in the order in which they began.
schema.index({ 'dispute.at': 1, _id: 1 }, { partialFilterExpression: { status: 'disputed' } });
// Those that are marked: lists of what is overdue, of all, of a unit, of a regulation; marks by a clock that ran ahead.
const marked = { partialFilterExpression: { ...OPEN_ALONE, overdueAt: since } };
schema.index({ receivedAt: -1, _id: -1 }, { name: 'overdue_newest', ...marked });
schema.index({ unit: 1, receivedAt: -1, _id: -1 }, { name: 'overdue_of_unit', ...marked });
schema.index({ regulation: 1, receivedAt: -1, _id: -1 }, { name: 'overdue_of_regulation', ...marked });
schema.index({ overdueAt: 1, _id: 1 }, marked);
schema.index({ unit: 1, overdueAt: 1, _id: 1 }, marked);
const flagged = { 'clockFlags.0': { $exists: true } };
schema.index({ clockFlags: 1, dueAt: 1 }, { partialFilterExpression: { ...OPEN_ALONE, ...flagged } });
schema.index({ 'extensionRequest.at': 1 }, { partialFilterExpression: { 'extensionRequest.at': since } });
// Parts that a unit was asked for, and when it is reminded of them.
const asked = { 'contributions.unit': { $exists: true } };
schema.index({ 'contributions.unit': 1, dueAt: 1 }, { partialFilterExpression: { ...OPEN_ALONE, ...asked } });
schema.index(
  { contributionRemindAt: 1 },
  { name: 'remind_contribution', partialFilterExpression: { contributionRemindAt: since } },
);
// What is about the conduct of a unit is counted by nobody beforehand.
const shielded = { 'shield.unit': { $exists: true } };
schema.index(
  { 'shield.unit': 1, status: 1, dueAt: 1 },
  { partialFilterExpression: { ...OPEN_ALONE, ...shielded } },
);
const again = { 'reopening.unit': { $exists: true } };
schema.index({ 'reopening.unit': 1, dueAt: 1 }, { partialFilterExpression: { ...OPEN_ALONE, ...again } });
// What was demanded of senders, of one unit and about one regulation: few items name any.
const named = { partialFilterExpression: { 'papers.n': { $exists: true } } };
schema.index({ unit: 1, receivedAt: -1, _id: -1 }, { name: 'papers_of_unit', ...named });
schema.index({ regulation: 1, receivedAt: -1, _id: -1 }, { name: 'papers_of_regulation', ...named });
// Appeals that wait for the higher unit, by their date: few items have one.
schema.index(
  { 'appeal.dueAt': 1, _id: 1 },
  { partialFilterExpression: { 'appeal.dueAt': since, 'appeal.decision': null } },
);
// Senders who want their data erased: few ask.
schema.index({ 'erasure.carryAt': 1 }, { partialFilterExpression: { 'erasure.carryAt': since } });
// Senders to be reminded, and items that close because no reply has come.
schema.index({ 'awaited.nextAt': 1 }, { sparse: true });
schema.index({ 'awaited.countedAt': 1 }, { sparse: true });
// Senders to be reminded to rate.
schema.index({ 'ratingRequest.remindAt': 1 }, { sparse: true });

export const Feedback = journalledModel<FeedbackFields>('Feedback', 'feedback', schema);
