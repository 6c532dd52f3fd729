import Joi from 'joi';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import { line, optional } from '../../platform/web/check.ts';
import { cursor, day, slug } from '../item/field-schemas.ts';
import { AUTHORITY, KINDS, type Kind } from '../item/rules/fields.ts';
import { FIGURES, type Figure, PUBLIC_LABELS, type PublicLabel } from '../item/rules/status.ts';

export interface ListQuery {
  q?: string;
  status?: PublicLabel | Figure;
  kind?: Kind;
  regulation?: string;
  unit?: string;
  /** What offices have raised. */
  sender?: typeof AUTHORITY;
  after?: string;
}

export const listQuery = Joi.object<ListQuery>({
  q: optional(line(200)),
  status: optional(Joi.string().valid(...PUBLIC_LABELS, ...FIGURES)),
  kind: optional(Joi.string().valid(...KINDS)),
  regulation: optional(slug()),
  unit: optional(slug()),
  sender: optional(Joi.string().valid(AUTHORITY)),
  after: cursor(),
});

export const SORTS = ['answered', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

/** What the page of the list knows beside the API. */
export interface PageQuery extends ListQuery {
  /** A slug: only published texts are looked through, for else the place says something of what is not public. */
  ward?: string;
  /** Key of a field: of all its procedures. */
  field?: string;
  /** In which language: `language` in an address is that of the page. */
  written?: ContentLanguage;
  /** Days of receipt, yyyy-mm-dd. */
  from?: string;
  to?: string;
  /** `answered`: those with an answer first, those not accepted yet last. */
  sort: Sort;
  /** With `answered`: in which of its parts the page begins. */
  part: number;
}

/** Items with an answer, those that are under way, and last those of which nothing but a code is public. */
export const PARTS: readonly PublicLabel[][] = [
  ['answered'],
  ['being-handled', 'waiting-for-sender'],
  ['received', 'not-accepted'],
];

export const pageQuery = (listQuery as Joi.ObjectSchema<PageQuery>).keys({
  ward: optional(slug()),
  field: optional(slug()),
  written: optional(Joi.string().valid(...CONTENT_LANGUAGES)),
  from: optional(day()),
  to: optional(day()),
  sort: optional(Joi.string().valid(...SORTS)).default('answered'),
  part: optional(
    Joi.number()
      .integer()
      .min(0)
      .max(PARTS.length - 1),
  ).default(0),
});
