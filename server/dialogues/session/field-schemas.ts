import Joi from 'joi';
import { readCityMoment } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';

/** A moment; written without a zone, as date fields of browsers do, it is meant in the city's. */
export const cityMoment = () =>
  Joi.string()
    .max(40)
    .custom(
      (typed: string, helpers) => readCityMoment(typed) ?? helpers.error('text:dialogues.errors.moment'),
    );

export const language = () => Joi.string().valid(...CONTENT_LANGUAGES);

export const documentId = () => Joi.string().pattern(/^[0-9a-f]{24}$/, { name: 'id' });

export function dialogueCodeShape(): Joi.StringSchema {
  return Joi.string()
    .max(20)
    .pattern(/^DT-\d{4}-\d{4,8}$/, { name: 'code' });
}
