import Joi from 'joi';
import { line, prose } from '../../platform/web/check.ts';
import { MOST } from '../item/rules/fields.ts';

export const note = Joi.object<{ text: string }>({ text: prose(MOST.reason).min(2).required() });
export const task = Joi.object<{ text: string }>({ text: line(200).min(2).required() });

const number = () => Joi.number().integer().min(1).max(1_000_000).required();
export const noteRemoval = Joi.object<{ n: number }>({ n: number() });
export const taskMark = Joi.object<{ n: number; done: 'yes' | 'no' }>({
  n: number(),
  done: Joi.string().valid('yes', 'no').required(),
});
