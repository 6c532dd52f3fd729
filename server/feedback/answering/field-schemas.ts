import Joi from 'joi';
import { line, optional, prose } from '../../platform/web/check.ts';
import { day, slug } from '../item/field-schemas.ts';
import { type AnswerFields, MOST_ACTIONS, MOST_BASES, POINT_OUTCOMES } from '../item/rules/answer.ts';
import { MOST } from '../item/rules/fields.ts';
import { MOST_POINTS } from '../item/rules/points.ts';

export const pointOutcome = () => Joi.string().valid(...POINT_OUTCOMES);

/** As programs send it, and as the page asks while somebody types. */
export const fieldShapes = {
  points: Joi.array()
    .items(
      Joi.object({
        n: Joi.number().integer().min(1).max(MOST_POINTS).required(),
        outcome: optional(pointOutcome()),
        text: prose(MOST.pointAnswer).allow('').default(''),
      }),
    )
    .unique('n')
    .max(MOST_POINTS),
  facts: Joi.object({
    text: prose(MOST.reason).allow('').default(''),
    by: line(200).allow('').default(''),
    on: day().allow('').default(''),
  }),
  grounds: optional(prose(MOST.reason)),
  legalBasis: Joi.array().items(line(200).min(3)).max(MOST_BASES),
  actions: Joi.array()
    .items(
      Joi.object({
        text: line(500).allow('').default(''),
        actor: line(200).allow('').default(''),
        on: day().allow('').default(''),
      }),
    )
    .max(MOST_ACTIONS),
  handover: Joi.object({
    unit: slug().allow('').default(''),
    on: day().allow('').default(''),
    number: line(80).allow('').default(''),
  }),
  contact: Joi.object({
    person: line(MOST.name).allow('').default(''),
    reach: line(200).allow('').default(''),
  }),
};

export type GivenFields = Partial<AnswerFields>;

/** Fields beside the points make no structured answer: who gives points gives the structure. */
export function fieldsOf<T extends GivenFields>(
  input: T,
): { rest: Omit<T, keyof AnswerFields>; fields?: AnswerFields } {
  const { points, facts, grounds, legalBasis = [], actions = [], handover, contact, ...rest } = input;
  if (!points) return { rest };
  return {
    rest,
    fields: {
      points,
      legalBasis,
      actions,
      ...(facts ? { facts } : {}),
      ...(grounds ? { grounds } : {}),
      ...(handover ? { handover } : {}),
      ...(contact ? { contact } : {}),
    },
  };
}
