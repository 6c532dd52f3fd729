import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import { cityDay } from '../item/field-schemas.ts';
import { DELAY_CAUSES, type DelayCause } from '../item/rules/delay-causes.ts';
import { LEAST, MOST } from '../item/rules/fields.ts';

export interface ExtensionInput {
  /** In the unit of the limit for extensions. */
  amount: number;
  reason: string;
}

export const extension = Joi.object<ExtensionInput>({
  amount: Joi.number().integer().min(1).max(1000).required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export const extensionDecline = Joi.object<{ reason: string }>({
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

/** What goes with a late answer. */
export interface LateApology {
  cause: DelayCause;
  reason: string;
}

export interface ApologyInput extends LateApology {
  promisedAt: Date;
}

export const cause = () => Joi.string().valid(...DELAY_CAUSES);

export const lateApology = Joi.object<LateApology>({
  cause: cause().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
});

export const apology = Joi.object<ApologyInput>({
  cause: cause().required(),
  reason: prose(MOST.reason).min(LEAST.reason).required(),
  promisedAt: cityDay().required(),
});
