import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';
import { GRADES, type Grades, RATING_REASONS, type RatingReason } from '../item/rules/grades.ts';

export interface RatingInput extends Grades {
  reasons: RatingReason[];
  note: string;
}

const grade = () =>
  Joi.string()
    .valid(...GRADES)
    .required();

export const rating = Joi.object<RatingInput>({
  answered: grade(),
  clear: grade(),
  solved: grade(),
  reasons: Joi.array()
    .items(Joi.string().valid(...RATING_REASONS))
    .single()
    .unique()
    .max(RATING_REASONS.length)
    .default([]),
  note: prose(MOST.reason).allow('').default(''),
});

export const reopening = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});
