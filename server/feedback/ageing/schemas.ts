import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import { LOOKS, type Look } from '../item/rules/ageing.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';

export interface LookTyped {
  as: Look;
  note: string;
}

export const lookForm = Joi.object<LookTyped>({
  as: Joi.string()
    .valid(...LOOKS)
    .required(),
  note: prose(MOST.reason).min(LEAST.reason).required(),
});
