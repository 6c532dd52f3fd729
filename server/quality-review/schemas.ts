import Joi from 'joi';
import { MOST } from '../feedback/item/rules/fields.ts';
import { line, prose } from '../platform/web/check.ts';
import { slugShape } from '../units/index.ts';
import { VERDICTS, type Verdict } from './rules.ts';

/** Lists behind the figures. */
export const LISTS = [
  'waiting',
  'reviewed',
  'disagreed',
  'returned',
  'overridden',
  'did-not-answer',
  'sent',
] as const;
export type ListName = (typeof LISTS)[number];

export interface ReviewQuery {
  list: ListName;
  unit?: string;
  /** Name of a check. */
  check?: string;
  after?: string;
  /** Just saved: said once. */
  saved?: 'yes';
}

export const reviewQuery = Joi.object<ReviewQuery>({
  list: Joi.string()
    .valid(...LISTS)
    .empty('')
    .default('waiting'),
  unit: slugShape().empty(''),
  check: line(60)
    .pattern(/^[A-Za-z-]+$/, { name: 'check' })
    .empty(''),
  saved: Joi.string().valid('yes').empty(''),
  after: Joi.string()
    .max(60)
    .pattern(/^\d{1,15}-[A-Z0-9.-]+$/, { name: 'cursor' })
    .empty(''),
});

export interface ReviewInput {
  verdict: Verdict;
  note: string;
  /** When the words were saved that the form showed. */
  savedAt?: Date;
  /** Numbers of the points that the reviewer finds answered; they count only with `judged`. */
  answered: readonly number[];
  judged?: 'yes';
}
export const review = Joi.object<ReviewInput>({
  verdict: Joi.string()
    .valid(...VERDICTS)
    .required(),
  note: prose(2000).allow('').default(''),
  savedAt: Joi.date().iso().empty(''),
  answered: Joi.array()
    .items(Joi.number().integer().min(1).max(MOST.points))
    .single()
    .max(MOST.points)
    .default([]),
  judged: Joi.string().valid('yes').empty(''),
});
