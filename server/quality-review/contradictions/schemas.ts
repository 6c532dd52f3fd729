import Joi from 'joi';
import { prose } from '../../platform/web/check.ts';
import { type ContradictionStatus, HOLDS, type Holds, STATUSES } from './rules.ts';

export interface ContradictionQuery {
  status: ContradictionStatus;
  after?: string;
  /** Just saved: said once. */
  saved?: 'yes';
}

export const contradictionQuery = Joi.object<ContradictionQuery>({
  status: Joi.string()
    .valid(...STATUSES)
    .empty('')
    .default('open'),
  after: Joi.string()
    .max(80)
    .pattern(/^\d{1,15}-[A-Z0-9~.-]+$/, { name: 'cursor' })
    .empty(''),
  saved: Joi.string().valid('yes').empty(''),
});

export interface SettlingInput {
  holds: Holds;
  /** Goes to both units. */
  note: string;
}

export const settling = Joi.object<SettlingInput>({
  holds: Joi.string()
    .valid(...HOLDS)
    .required(),
  note: prose(2000).min(5).required(),
});
