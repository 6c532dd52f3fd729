import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import type { PartInput } from './actions.ts';
import { MINUTES_LEAST, MINUTES_MOST } from './rules.ts';

/** An empty text takes away what was written. */
export const partInput = Joi.object<Omit<PartInput, 'part'>>({
  text: prose(MINUTES_MOST.text).allow('').default(''),
  n: Joi.number().integer().min(0).max(1e6).required(),
});

export const approval = Joi.object<{ version: number }>({
  version: Joi.number().integer().min(0).max(1e9).required(),
});

export const returning = Joi.object<{ reason: string }>({
  reason: prose(MINUTES_MOST.reason).min(MINUTES_LEAST.reason).required(),
});

export const correction = Joi.object<{ text: string }>({
  text: prose(MINUTES_MOST.correction).min(MINUTES_LEAST.correction).required(),
});
