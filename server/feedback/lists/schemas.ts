import Joi from 'joi';
import { line, optional } from '../../platform/web/check.ts';
import { cursor, slug } from '../item/field-schemas.ts';
import { KINDS, type Kind } from '../item/rules/fields.ts';
import { FIGURES, type Figure, PUBLIC_LABELS, type PublicLabel } from '../item/rules/status.ts';

export interface ListQuery {
  q?: string;
  status?: PublicLabel | Figure;
  kind?: Kind;
  regulation?: string;
  unit?: string;
  after?: string;
}

export const listQuery = Joi.object<ListQuery>({
  q: optional(line(200)),
  status: optional(Joi.string().valid(...PUBLIC_LABELS, ...FIGURES)),
  kind: optional(Joi.string().valid(...KINDS)),
  regulation: optional(slug()),
  unit: optional(slug()),
  after: cursor(),
});
