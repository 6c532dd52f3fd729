import Joi from 'joi';
import { moment } from '../session/api-shapes.ts';

export const logEvent = Joi.object({
  n: Joi.number().required(),
  name: Joi.string().required(),
  at: moment(),
  changes: Joi.array()
    .items(Joi.object({ key: Joi.string().required(), value: Joi.any().required() }))
    .required(),
});
