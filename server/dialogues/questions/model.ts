import { type HydratedDocument, Schema } from 'mongoose';
import type { ContentLanguage } from '../../platform/context.ts';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import {
  ANSWER_WAYS,
  type AnswerWay,
  QUESTION_STATUSES,
  type QuestionStatus,
  type RejectionReason,
} from './rules.ts';

export interface Rejection {
  reason: RejectionReason;
  note: string;
  at: Date;
  /** Why the asker thinks otherwise; null: not contested. */
  contested: string | null;
  /** A moderator has looked again and stays with it. */
  upheld: boolean;
}

export interface PreparedText {
  text: string;
  by: string;
  unit: string;
  at: Date;
}

export interface QuestionAnswer {
  way: AnswerWay;
  text: string;
  unit: string | null;
  by: string;
  at: Date;
}

export interface QuestionFields extends Journalled {
  /** Made from session, asker and the asker's own id of the question: the same question is asked once. */
  _id: string;
  /** Code of the session. */
  dialogue: string;
  /** Id of the asker; null when staff typed it for someone on the phone. */
  participant: string | null;
  /** What others read as the asker's name. */
  by: string;
  /** The name given, for moderators; empty: identity not given. */
  name: string;
  language: ContentLanguage;
  channel: 'online' | 'phone';
  originalText: string;
  /** The same until a moderator edits it. */
  publicText: string;
  group: string | null;
  regulation: string | null;
  /** The unit on the panel that answers. */
  unit: string | null;
  status: QuestionStatus;
  askedAt: Date;
  screenedAt: Date | null;
  rejection: Rejection | null;
  /** The asker has objected to a rejection: once, however often it is rejected. */
  objected: boolean;
  /** Id of the question it was merged into. */
  into: string | null;
  /** How often it was merged, following not counted; absent in those merged before this was counted. */
  mergings?: number;
  prepared: PreparedText | null;
  answer: QuestionAnswer | null;
  /** Code of the item of feedback that it became. */
  item: string | null;
  /** When that item was answered. */
  itemAnsweredAt: Date | null;
}

export type QuestionDocument = HydratedDocument<QuestionFields>;

const schema = new Schema<QuestionFields>({
  _id: String,
  dialogue: String,
  participant: { type: String, default: null },
  by: String,
  name: { type: String, default: '' },
  language: String,
  channel: { type: String, enum: ['online', 'phone'] },
  originalText: String,
  publicText: String,
  group: { type: String, default: null },
  regulation: { type: String, default: null },
  unit: { type: String, default: null },
  status: { type: String, enum: QUESTION_STATUSES },
  askedAt: Date,
  screenedAt: { type: Date, default: null },
  rejection: {
    type: { reason: String, note: String, at: Date, contested: String, upheld: Boolean },
    _id: false,
    default: null,
  },
  objected: { type: Boolean, default: false },
  into: { type: String, default: null },
  mergings: Number,
  prepared: { type: { text: String, by: String, unit: String, at: Date }, _id: false, default: null },
  answer: {
    type: { way: { type: String, enum: ANSWER_WAYS }, text: String, unit: String, by: String, at: Date },
    _id: false,
    default: null,
  },
  item: { type: String, default: null },
  itemAnsweredAt: { type: Date, default: null },
});
schema.index({ dialogue: 1, status: 1, askedAt: 1 });
schema.index({ dialogue: 1, participant: 1, askedAt: -1 });
schema.index({ unit: 1, status: 1, askedAt: 1 });
schema.index({ into: 1 }, { sparse: true });
schema.index({ item: 1 }, { sparse: true });

export const Question = journalledModel<QuestionFields>('Question', 'dialogue-questions', schema);
