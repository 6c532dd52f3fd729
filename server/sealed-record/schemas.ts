import Joi from 'joi';

export const headsQuery = Joi.object<{ before?: string }>({
  before: Joi.string().pattern(/^\d{4}-\d\d-\d\d$/),
});

export const blocksQuery = Joi.object<{ from: number }>({
  from: Joi.number().integer().min(1).max(1_000_000_000).default(1),
});
