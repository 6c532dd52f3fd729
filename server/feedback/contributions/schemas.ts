import Joi from 'joi';
import { readCityDay } from '../../calendar/index.ts';
import { prose } from '../../platform/web/check.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';
import { MOST_CONTRIBUTIONS } from './rules.ts';

export interface ContributionRequest {
  unit: string;
  question: string;
  until: Date;
}

const number = () => Joi.number().integer().min(1).max(MOST_CONTRIBUTIONS).required();

export const contributionRequest = Joi.object<ContributionRequest>({
  unit: Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' })
    .required(),
  question: prose(MOST.reason).min(LEAST.reason).required(),
  until: Joi.string()
    .max(20)
    .custom(
      (typed: string, helpers) =>
        readCityDay(typed) ?? helpers.error('text:feedback.contributions.errors.date'),
    )
    .required(),
});

export const contributionText = Joi.object<{ n: number; text: string }>({
  n: number(),
  text: prose(MOST.pointAnswer).min(LEAST.reason).required(),
});

export const contributionWithdrawal = Joi.object<{ n: number }>({ n: number() });
