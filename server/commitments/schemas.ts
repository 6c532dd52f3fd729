import Joi from 'joi';
import { readCityDay } from '../calendar/index.ts';
import { line, prose } from '../platform/web/check.ts';
import { slugShape } from '../units/index.ts';
import { COMMITMENT_STATUSES, type CommitmentStatus } from './rules.ts';

const LEAST = 10;
const MOST = 2000;

export interface CommitmentQuery {
  status?: CommitmentStatus;
  unit?: string;
  /** Code of the item in whose answer it was promised, or of the dialogue session that concluded it. */
  source?: string;
  after?: string;
}

const queryFields = {
  status: Joi.string()
    .valid(...COMMITMENT_STATUSES)
    .empty(''),
  unit: slugShape().empty(''),
  source: line(40).empty(''),
  after: Joi.string()
    .max(80)
    .pattern(/^\d{1,15}-[0-9a-f]{24}\.\d{1,3}$/, { name: 'cursor' })
    .empty(''),
};

export const commitmentQuery = Joi.object<CommitmentQuery>(queryFields);

/** The page can also show what the reader owes. */
export const registerQuery = Joi.object<CommitmentQuery & { mine?: 'yes' }>({
  ...queryFields,
  mine: Joi.string().valid('yes').empty(''),
});

export const fulfilment = Joi.object<{ evidence: string }>({
  evidence: prose(MOST).min(LEAST).required(),
});

export interface NewDate {
  dueAt: Date;
  reason: string;
}
/** A day to come: the end of office on it. */
export const newDate = Joi.object<NewDate>({
  dueAt: Joi.string()
    .max(20)
    .custom((typed: string, helpers) => readCityDay(typed) ?? helpers.error('date.format'))
    .required(),
  reason: prose(MOST).min(LEAST).required(),
});

export const newDateDecision = Joi.object<{ decision: 'grant' | 'decline' }>({
  decision: Joi.string().valid('grant', 'decline').required(),
});

export interface ReportDecision {
  decision: 'confirm' | 'decline';
  /** Why it is not done yet, for the owner. */
  reason?: string;
}
export const reportDecision = Joi.object<ReportDecision>({
  decision: Joi.string().valid('confirm', 'decline').required(),
  reason: prose(MOST).min(LEAST).empty(''),
});

export const objection = Joi.object<{ reason: string }>({ reason: prose(MOST).min(LEAST).required() });

export interface ObjectionDecision {
  decision: 'stand' | 'take-back';
  /** Public. */
  reply: string;
}
export const objectionDecision = Joi.object<ObjectionDecision>({
  decision: Joi.string().valid('stand', 'take-back').required(),
  reply: prose(MOST).min(LEAST).required(),
});
