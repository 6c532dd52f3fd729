import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { cause, type LateApology, lateApology } from '../clocks/schemas.ts';
import { cityDay } from '../item/field-schemas.ts';
import type { AnswerFields } from '../item/rules/answer.ts';
import type { DelayCause } from '../item/rules/delay-causes.ts';
import { LEAST, MOST, OUTCOMES, type Outcome } from '../item/rules/fields.ts';
import { confirmed } from '../submission/schemas.ts';
import { fieldShapes, fieldsOf, type GivenFields } from './field-schemas.ts';
import { MOST_MARKS } from './rules/marks.ts';

/** On the form of approval: needed only when the answer is late and nobody has apologised yet. */
export interface Approval {
  cause?: DelayCause;
  apology?: string;
  override?: string;
  confirmed?: number[];
}

export const approval = Joi.object<Approval>({
  override: optional(prose(MOST.reason).min(LEAST.reason)),
  cause: optional(cause()),
  apology: optional(prose(MOST.reason).min(LEAST.reason)),
  confirmed: confirmed().single().empty(''),
});

export interface AnswerInput {
  outcome: Outcome;
  /** Free text; may be empty beside fields. */
  text: string;
  reason?: string;
  fields?: AnswerFields;
}

/** Answers of programs: the fields stand beside outcome and text; without `points` it is free text alone. */
const answerFields = {
  ...fieldShapes,
  text: prose(MOST.answer).allow('').default(''),
  reason: optional(prose(MOST.reason)),
};

const outcome = () => Joi.string().valid(...OUTCOMES);

const gathered = (given: GivenFields) => {
  const { rest, fields } = fieldsOf(given);
  return fields ? { ...rest, fields } : rest;
};

export interface WholeAnswer extends AnswerInput {
  apology?: LateApology;
  /** The head's reason for sending what the check calls vague or incomplete. */
  override?: string;
  /** Points that the head calls answered, whatever the check says. */
  confirmed?: number[];
}

export const answer = Joi.object<WholeAnswer>({
  outcome: outcome().required(),
  ...answerFields,
  apology: lateApology,
  override: optional(prose(MOST.reason).min(LEAST.reason)),
  confirmed: confirmed(),
}).custom(gathered);

export type AnswerToCheck = Omit<AnswerInput, 'outcome'> & { outcome?: Outcome };

export const answerToCheck = Joi.object<AnswerToCheck>({
  outcome: optional(outcome()),
  ...answerFields,
}).custom(gathered);

/** The same over the socket, where no path names the item. */
export interface AnswerCheckCall extends AnswerToCheck {
  code: string;
  reading: 'text' | 'store';
}

export const answerCheckCall = Joi.object<AnswerCheckCall>({
  code: line(40).required(),
  reading: Joi.string().valid('text', 'store').default('text'),
  outcome: optional(outcome()),
  ...answerFields,
}).custom(gathered);

/** A correction of the published answer. */
export interface Correction extends AnswerInput {
  version: number;
  /** Why. Public. */
  note: string;
  override?: string;
}

export type CorrectionGiven = Omit<Correction, 'version'> & { version?: number };

/** Of programs. */
export const correction = Joi.object<CorrectionGiven>({
  outcome: outcome().required(),
  ...answerFields,
  note: prose(MOST.reason).min(LEAST.reason).required(),
  override: optional(prose(MOST.reason).min(LEAST.reason)),
}).custom(gathered);

export interface Interim {
  text: string;
  promisedAt: Date;
  /** Who can be asked meanwhile, and how. */
  contactPerson: string;
  contactReach: string;
}

export const interim = Joi.object<Interim>({
  text: prose(MOST.reason).min(LEAST.text).required(),
  promisedAt: cityDay().required(),
  contactPerson: line(MOST.name).required(),
  contactReach: line(200).required(),
});

/** What should change, in general or in single passages, in their order. */
export interface Return {
  reason?: string;
  marks?: string[];
  /** Of the item that the form showed: marks stand at passages of that answer. */
  version?: number;
}

export const answerReturn = Joi.object<Return>({
  reason: optional(prose(MOST.reason).min(LEAST.reason)),
  marks: Joi.array().items(prose(MOST.mark).allow('')).single().max(MOST_MARKS),
  version: Joi.number().integer().min(0),
});
