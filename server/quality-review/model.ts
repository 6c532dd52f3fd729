import { Schema } from 'mongoose';
import type { Grade } from '../feedback/item/rules/grades.ts';
import type { ContentLanguage } from '../platform/context.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { ChosenFor, Verdict } from './rules.ts';

export interface Review {
  verdict: Verdict;
  /** Whether that is what the check said; null where it did not judge. */
  agrees: boolean | null;
  /** Inner. */
  note: string;
  by: string;
  at: Date;
  /** Absent: no points, or they were not judged. */
  points?: PointsRead;
}

/** What a reviewer says of the points, beside what the check had said of them. */
export interface PointsRead {
  /** Numbers of those that the reviewer finds answered. */
  answered: number[];
  of: number;
  /** Of how many the check says the same; absent: it counted none. */
  agreed?: number;
}

/** What became of one answer at the check, at the head, with the sender and with a reviewer. It holds no texts. */
export interface CheckedAnswerFields extends Journalled {
  /** 'PA-2026-000001.1': code and version. */
  _id: string;
  code: string;
  /** 2: the answer after a reopening. */
  answerVersion: number;
  unit: string;
  language: ContentLanguage;
  /** Of the check. */
  verdict: Verdict | 'unjudged';
  /** Absent: not judged. */
  score?: number;
  rulesVersion: string;
  /** Checks that found something. */
  checks: string[];
  /** Each time that the head sent it back, with what the check found then. */
  returns: { entry: string; checks: string[] }[];
  returned: number;
  /** A head sent it, or a correction of it, against the check. */
  overridden: boolean;
  /** Accounts that wrote, returned, sent or corrected it: they do not review it. */
  hadPart: string[];
  /** Null until it is sent. */
  answeredAt: Date | null;
  rating: Record<'answered' | 'clear' | 'solved', Grade> | null;
  chosenFor: ChosenFor[];
  /** Chosen, and not read yet. */
  waiting: boolean;
  review: Review | null;
}

const schema = new Schema<CheckedAnswerFields>({
  _id: String,
  code: String,
  answerVersion: Number,
  unit: String,
  language: String,
  verdict: String,
  score: Number,
  rulesVersion: String,
  checks: { type: [String], default: [] },
  returns: { type: [{ entry: String, checks: [String], _id: false }], default: [] },
  returned: { type: Number, default: 0 },
  overridden: { type: Boolean, default: false },
  hadPart: { type: [String], default: [] },
  answeredAt: { type: Date, default: null },
  rating: { type: { answered: String, clear: String, solved: String }, _id: false, default: null },
  chosenFor: { type: [String], default: [] },
  waiting: { type: Boolean, default: false },
  review: {
    type: {
      ...{ verdict: String, agrees: Boolean, note: String, by: String, at: Date },
      points: { type: { answered: [Number], of: Number, agreed: Number }, _id: false, default: undefined },
    },
    _id: false,
    default: null,
  },
});
schema.index({ waiting: 1, answeredAt: 1 });
schema.index({ answeredAt: -1, _id: -1 });
schema.index({ unit: 1, answeredAt: -1 });
schema.index({ checks: 1, answeredAt: -1 });
// Lists of what few answers are, newest first.
const newest = { answeredAt: -1, _id: -1 } as const;
const few = (name: string, partialFilterExpression: object) => ({ name, partialFilterExpression });
schema.index({ 'review.agrees': 1, ...newest }, few('reviewed', { 'review.agrees': { $exists: true } }));
schema.index(newest, few('returned', { returned: { $gt: 0 } }));
schema.index(newest, few('overridden', { overridden: true }));
schema.index(newest, few('did_not_answer', { 'rating.answered': 'no' }));

export const CheckedAnswer = journalledModel<CheckedAnswerFields>('CheckedAnswer', 'checked-answers', schema);
