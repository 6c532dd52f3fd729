import Joi from 'joi';
import { line, prose } from '../platform/web/check.ts';
import { cityDate, readCityDay } from './deadlines.ts';
import {
  type AnswerFields,
  LONGEST_POINT,
  linesOf,
  MOST,
  MOST_ACTIONS,
  MOST_BASES,
  MOST_POINTS,
  POINT_OUTCOMES,
} from './rules.ts';

export const optional = <S extends Joi.Schema>(schema: S): S => schema.empty('') as S;

export const slug = () =>
  Joi.string()
    .max(80)
    .pattern(/^[a-z0-9-]+$/, { name: 'slug' });

/** A day as date fields of browsers write it; kept as text, for days have no zone. */
export const day = () =>
  Joi.string()
    .max(20)
    .custom((typed: string, helpers) => {
      const at = readCityDay(typed);
      return at ? cityDate(at) : helpers.error('date.format');
    });

/** Each line a text of its own; numbers and dashes typed in front are dropped. */
export const lines = (most: number, longest: number) =>
  prose(most * (longest + 8)).custom((typed: string, helpers) => {
    const found = linesOf(typed);
    if (found.length > most) return helpers.error('text:feedback.errors.too-many-lines', { limit: most });
    if (found.some((each) => each.length > longest))
      return helpers.error('text:feedback.errors.line-too-long', { limit: longest });
    return found;
  });

export const pointLines = () => lines(MOST_POINTS, LONGEST_POINT);

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
