import { MOST_POINTS } from './points.ts';

/** What can be said to one point. The whole item is never "transferred" by an answer: that is a move of its own. */
export const POINT_OUTCOMES = ['accepted', 'partly', 'refused', 'explained', 'transferred'] as const;

export type PointOutcome = (typeof POINT_OUTCOMES)[number];

export interface AnsweredPoint {
  n: number;
  outcome?: PointOutcome;
  text: string;
}

export interface Facts {
  text: string;
  by: string;
  /** Day of the city, yyyy-mm-dd; '' while not given. */
  on: string;
}

/** The fields as they are kept: rows of actions that nobody filled in are left out. */
export function withoutEmptyActions(fields: AnswerFields): AnswerFields {
  return { ...fields, actions: fields.actions.filter(({ text, actor, on }) => text || actor || on) };
}

/** Somebody does something by a day. */
export interface PlannedAction {
  text: string;
  actor: string;
  on: string;
}

/** For points that go to another unit. */
export interface Handover {
  /** Slug of the receiving unit. */
  unit: string;
  on: string;
  number: string;
}

export interface Contact {
  person: string;
  reach: string;
}

/** The fields of an answer beside its outcome and free text. An answer without `points` is free text alone. */
export interface AnswerFields {
  points: AnsweredPoint[];
  facts?: Facts;
  /** Why it is decided so. */
  grounds?: string;
  /** Numbers of documents, picked from the catalogue or typed, with the article. */
  legalBasis: string[];
  actions: PlannedAction[];
  handover?: Handover;
  contact?: Contact;
}

/** One for each point that there can be. */
export const MOST_ACTIONS = MOST_POINTS;

export const MOST_BASES = 10;

/** Elements that an answer may be asked for; `data/seed/answer-rules/rule-set.json` says which, by outcome. */
export const ELEMENTS = [
  'points',
  'decision',
  'facts',
  'reason',
  'legalBasis',
  'action',
  'actor',
  'date',
  'contact',
  'unit',
  'number',
  'remedy',
] as const;

export type Element = (typeof ELEMENTS)[number];

/** What sending it needs: nothing more, the official's reason, or the head's override. */
export type Gate = 'open' | 'reason' | 'override';

/** A promise with a date, for the register of commitments. */
export interface Promised {
  text: string;
  actor: string;
  dueAt: Date;
  unit: string | null;
}
