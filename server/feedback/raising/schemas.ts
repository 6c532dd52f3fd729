import Joi from 'joi';
import { cursor, slug } from '../item/field-schemas.ts';
import { type Submission, submissionFields } from '../submission/schemas.ts';

/** What an office raises with another; its people are the sender. */
export interface Difficulty
  extends Pick<Submission, 'kind' | 'regulation' | 'unit' | 'subject' | 'text' | 'language' | 'publishText'> {
  /** Slug. */
  raisedBy: string;
}

const { kind, regulation, unit, subject, text, language, publishText } = submissionFields;

export const difficulty = Joi.object<Difficulty>({
  raisedBy: slug().required(),
  ...{ kind, regulation, unit, subject, text, language, publishText },
});

export const difficultyForm = (difficulty as Joi.ObjectSchema<Difficulty & { idempotencyKey: string }>).keys({
  idempotencyKey: Joi.string().max(100).required(),
});

export const raisedQuery = Joi.object<{ after?: string }>({ after: cursor() });
