import Joi from 'joi';
import { optional, prose } from '../../platform/web/check.ts';
import { slug } from '../item/field-schemas.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';

export interface Routing {
  unit: string;
  reason?: string;
}

export const routing = Joi.object<Routing>({ unit: slug().required(), reason: optional(prose(MOST.reason)) });

export const transfer = Joi.object<{ unit: string; reason: string }>({
  unit: slug().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export const assignment = Joi.object<{ assignee: string }>({ assignee: Joi.string().max(40).required() });
