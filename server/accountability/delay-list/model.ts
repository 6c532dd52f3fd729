import { type HydratedDocument, Schema } from 'mongoose';
import type { Role } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { LateAs } from '../rules.ts';
import {
  type CorrectionKind,
  countsOf,
  type EntryFacts,
  LIST_STATUSES,
  type ListCounts,
  type ListStatus,
} from './rules/act.ts';
import type { DelayRule } from './rules/dated-rule.ts';
import { type DecisionKind, REPEAT_STATUSES, type RepeatStatus } from './rules/repeat.ts';

export interface Correction {
  entry: string;
  kind: CorrectionKind;
  before: EntryFacts;
  after: EntryFacts;
  /** Public. */
  reason: string;
  at: Date;
  role: Role;
  by: string;
  /** Of the list, that the correction made; null: it was not yet published. */
  version: number | null;
}

export interface ListEntry extends EntryFacts {
  /** Of the code, and whether it is the second look. */
  id: string;
  code: string;
  review: boolean;
  regulation: string | null;
  state: LateAs;
  dueAt: Date;
  closedAt: Date | null;
  /** Of the whole item; `days` are those of this unit. */
  daysLate: number;
  apologised: boolean;
  extended: boolean;
  /** Account id of the official concerned; inside only. */
  official: string | null;
  /** Put down at publication, where the rule of the month allows names. */
  name: string | null;
  reply: { text: string; role: Role; by: string; at: Date } | null;
}

export interface DelayListFields extends Journalled {
  /** Of the month and the unit. */
  _id: string;
  /** yyyy-mm */
  month: string;
  /** null: the coordinators. */
  unit: string | null;
  respondents: string[];
  status: ListStatus;
  madeAt: Date;
  /** When it opens by itself. */
  openOn: Date;
  replyUntil: Date | null;
  publishOn: Date | null;
  /** Officials by name. */
  names: boolean;
  approvedAt: Date | null;
  publishedAt: Date | null;
  /** 0: not yet published. */
  edition: number;
  updatedAt: Date;
  entries: ListEntry[];
  corrections: Correction[];
  /** Of its entries, kept with them. */
  counts: ListCounts;
  /** When the leadership was told that it waits for them, and that it is published; written without an entry. */
  askedOn: string | null;
  toldAt: Date | null;
}

export type DelayListDocument = HydratedDocument<DelayListFields>;

const date = { type: Date, default: null };
const text = { type: String, default: null };

const schema = new Schema<DelayListFields>({
  _id: String,
  month: String,
  unit: text,
  respondents: [String],
  status: { type: String, enum: LIST_STATUSES },
  madeAt: Date,
  openOn: Date,
  replyUntil: date,
  publishOn: date,
  names: { type: Boolean, default: false },
  approvedAt: date,
  publishedAt: date,
  edition: { type: Number, default: 0 },
  updatedAt: Date,
  entries: { type: Schema.Types.Mixed, default: [] },
  corrections: { type: Schema.Types.Mixed, default: [] },
  counts: { type: Schema.Types.Mixed, default: () => countsOf([]) },
  askedOn: text,
  toldAt: date,
});
schema.index({ month: -1, unit: 1 });
schema.index({ status: 1, month: 1 });
schema.index({ status: 1, updatedAt: -1 });
schema.index({ unit: 1, month: -1 });

schema.pre('save', function () {
  if (this.isModified('entries')) this.counts = countsOf(this.entries);
});

export const DelayList = journalledModel<DelayListFields>('DelayList', 'delay-lists', schema);

/** Who was late again and again by the rule of a month: for whoever decides on discipline. */
export interface DelayRepeatFields extends Journalled {
  /** Of the month, the unit, and the official whom it is about. */
  _id: string;
  month: string;
  unit: string | null;
  /** Account id; null: the unit. */
  official: string | null;
  /** In which they were late, by the published lists. */
  months: string[];
  rule: Pick<DelayRule, 'repeatTimes' | 'repeatMonths' | 'basis'>;
  status: RepeatStatus;
  madeAt: Date;
  decision: { kind: DecisionKind; reason: string; by: string; at: Date } | null;
}

export type DelayRepeatDocument = HydratedDocument<DelayRepeatFields>;

const repeats = new Schema<DelayRepeatFields>({
  _id: String,
  month: String,
  unit: text,
  official: text,
  months: [String],
  rule: Schema.Types.Mixed,
  status: { type: String, enum: REPEAT_STATUSES },
  madeAt: Date,
  decision: { type: Schema.Types.Mixed, default: null },
});
repeats.index({ month: 1, official: 1 });
repeats.index({ status: 1, month: -1 });

export const DelayRepeat = journalledModel<DelayRepeatFields>('DelayRepeat', 'delay-repeats', repeats);
