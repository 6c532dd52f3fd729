import Joi from 'joi';
import { optional } from '../../platform/web/check.ts';
import { cursor, slug } from '../item/field-schemas.ts';

/** Of the inbox and the screening queue: one group, from a row on. */
export interface DeskQuery {
  group?: string;
  after?: string;
}

export const deskQuery = Joi.object<DeskQuery>({ group: optional(slug()), after: cursor() });
