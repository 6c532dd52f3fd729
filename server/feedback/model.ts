import { type HydratedDocument, Schema, type Types } from 'mongoose';
import type { Limit } from '../calendar/index.ts';
import type { Language } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import {
  CHANNELS,
  type Channel,
  KINDS,
  type Kind,
  type Outcome,
  type RefusalGround,
  type Sender,
  STATUSES,
  type Status,
} from './rules.ts';

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
}

export interface Answer {
  outcome: Outcome;
  text: string;
  /** Account id and name of who wrote it. */
  by: string;
  savedAt: Date;
  /** The quality check of the text as saved, with the version of its rules. */
  verdict?: { verdict: string; score: number; rulesVersion: string };
  /** Why it is sent although the check is not content. */
  reason?: string;
}

export interface Extension {
  amount: number;
  unit: 'working_hours' | 'working_days' | 'calendar_days';
  reason: string;
}

export interface FeedbackFields extends Journalled {
  _id: Types.ObjectId;
  code: string;
  kind: Kind;
  regulation: string | null;
  /** The unit that the sender names, when no single regulation is concerned. */
  concernsUnit: string | null;
  ward: string | null;
  sender: Sender;
  language: Language;
  /** False: the sender has declined publication of the text, and with it of the answer. */
  publishText: boolean;
  originalText: Words;
  publicText: Words;
  status: Status;
  channel: Channel;
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
  /** Number of the city's calendar by which `dueAt` was counted. */
  calendarVersion: number;
  /** The run that last moved the date because the calendar changed, and the date before it. */
  recalculation: { run: string; from: Date } | null;
  pauses: { from: Date; to: Date }[];
  extensions: Extension[];
  waitingSince: Date | null;
  askedBy: string | null;
  messages: Message[];
  refusal: { ground: RefusalGround; guidance: string } | null;
  /** Draft until the item is answered; then the answer. */
  answer: Answer | null;
  returnReason: string | null;
  closedAt: Date | null;
  /** When passing the date was journalled. */
  overdueAt: Date | null;
  receiptKeyHash: string;
  idempotencyKey?: string;
  /** Folded words of what is public; empty until accepted. */
  tokens: string[];
}

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
  status: { type: String, enum: STATUSES },
  channel: { type: String, enum: CHANNELS },
  receivedAt: Date,
  createdAt: Date,
  enteredBy: { type: String, default: null },
  unit: { type: String, default: null },
  earlierUnits: { type: [String], default: [] },
  assignee: { type: String, default: null },
  dueAt: Date,
  dueProvisional: { type: Boolean, default: false },
  limit: {
    type: { id: String, amount: Number, unit: String, basis: { vi: String, en: String, ru: String } },
    _id: false,
  },
  calendarVersion: { type: Number, default: 1 },
  recalculation: { type: { run: String, from: Date }, _id: false, default: null },
  pauses: { type: [{ from: Date, to: Date, _id: false }], default: [] },
  extensions: { type: [{ amount: Number, unit: String, reason: String, _id: false }], default: [] },
  waitingSince: { type: Date, default: null },
  askedBy: { type: String, default: null },
  messages: { type: [{ at: Date, from: String, text: String, _id: false }], default: [] },
  refusal: { type: { ground: String, guidance: String }, _id: false, default: null },
  answer: {
    type: {
      outcome: String,
      text: String,
      by: String,
      savedAt: Date,
      verdict: { type: { verdict: String, score: Number, rulesVersion: String }, _id: false },
      reason: String,
    },
    _id: false,
    default: null,
  },
  returnReason: { type: String, default: null },
  closedAt: { type: Date, default: null },
  overdueAt: { type: Date, default: null },
  receiptKeyHash: String,
  idempotencyKey: String,
  tokens: { type: [String], default: [] },
});

schema.index({ code: 1 }, { unique: true });
schema.index({ idempotencyKey: 1 }, { unique: true, sparse: true });
schema.index({ receivedAt: -1, _id: -1 });
schema.index({ status: 1, receivedAt: -1, _id: -1 });
schema.index({ regulation: 1, receivedAt: -1, _id: -1 });
schema.index({ unit: 1, receivedAt: -1, _id: -1 });
schema.index({ unit: 1, status: 1, dueAt: 1 });
schema.index({ status: 1, overdueAt: 1, dueAt: 1 });
// Open items in order of their id: recalculations go through them in batches.
schema.index({ closedAt: 1, _id: 1 });
schema.index({ tokens: 1, receivedAt: -1 });

export const Feedback = journalledModel<FeedbackFields>('Feedback', 'feedback', schema);
