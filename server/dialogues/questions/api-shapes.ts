import Joi from 'joi';
import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { moment, text, textOrNone } from '../session/api-shapes.ts';
import { ANSWER_WAYS } from './rules.ts';

export const questionRow = Joi.object({
  id: Joi.string().required(),
  text: Joi.string().required(),
  language: Joi.valid(...CONTENT_LANGUAGES).required(),
  by: Joi.string().required(),
  group: textOrNone(),
  unit: textOrNone(),
  status: Joi.valid('approved', 'answered', 'checking', 'open').required(),
  askedAt: moment(),
  votes: Joi.number().required(),
  merged: Joi.number().required(),
  edited: Joi.boolean().required(),
  answer: Joi.object({
    way: Joi.valid(...ANSWER_WAYS).required(),
    text: text(),
    unit: textOrNone(),
    at: moment(),
  })
    .allow(null)
    .required(),
  item: textOrNone(),
  itemAnswered: Joi.boolean().required(),
});
