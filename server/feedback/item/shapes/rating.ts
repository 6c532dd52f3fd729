import { Schema } from 'mongoose';
import type { Limit } from '../../../calendar/index.ts';
import type { Evidence } from '../rules/evidence.ts';
import type { Grades, RatingReason } from '../rules/grades.ts';
import type { Holding } from '../rules/holdings.ts';
import type { Answer, EarlierAnswer } from './answer.ts';
import { type Appeal, appealPath } from './appeal.ts';
import type { Apology, Classification, Extension, FirstReply } from './clock.ts';

/** What the sender says of the answer. The grades count in public figures; reasons and note are for the unit and reviewers. */
export interface Rating extends Grades {
  reasons: RatingReason[];
  note: string;
  at: Date;
  /** The unit whose answer it is about. */
  unit: string;
}

/** The answer before the reopening, with the clock that it was given by. It stays visible as version 1. */
export interface FirstAnswer {
  answer: Answer;
  /** As it stood before corrections, oldest first; absent in those reopened before corrections went with their answer. */
  earlier?: EarlierAnswer[];
  /** Absent in answers from before there was evidence. */
  evidence?: Evidence[];
  closedAt: Date;
  dueAt: Date;
  overdueAt: Date | null;
  limit: Limit;
  extensions: Extension[];
  apology: Apology | null;
  holdings: Holding[];
  /** The calendars by which its date and its lateness were counted; absent in answers from before they were kept. */
  calendarVersion?: number;
  closedCalendar?: number | null;
  /** Absent in answers from before items were classified. */
  classification?: Classification | null;
  firstReply?: FirstReply | null;
  rating: Rating;
}

/** The one second look. */
export interface Reopening {
  at: Date;
  /** The sender's; not public. */
  reason: string;
  /** Whose answer was not enough. */
  unit: string;
  /** Account ids of those who wrote, returned or approved the first answer: they stay out of the review. */
  hadPart: string[];
  first: FirstAnswer;
  /** The second answer, once an appeal has sent the item back. */
  second?: SecondAnswer;
  /** From when the look runs that the item is given now, if an appeal has sent it back. */
  lookFrom?: Date;
}

export interface SecondAnswer extends FirstAnswer {
  /** Whose answer it was. */
  unit: string;
}

export interface AfterAnswer {
  rating: Rating | null;
  /** Until the sender has rated or was reminded. */
  ratingRequest: { remindAt: Date } | null;
  reopening: Reopening | null;
  appeal: Appeal | null;
}

const rating = {
  answered: String,
  clear: String,
  solved: String,
  reasons: [String],
  note: String,
  at: Date,
  unit: String,
};

/** Paths for the schema of an item. The first answer is kept as it was, whatever shape answers take later. */
export const afterPaths = {
  rating: { type: rating, _id: false, default: null },
  ratingRequest: { type: { remindAt: Date }, _id: false, default: null },
  reopening: {
    type: {
      at: Date,
      reason: String,
      unit: String,
      hadPart: [String],
      first: Schema.Types.Mixed,
      second: Schema.Types.Mixed,
      lookFrom: Date,
    },
    _id: false,
    default: null,
  },
  appeal: appealPath,
} as const;
