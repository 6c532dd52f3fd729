import Joi from 'joi';
import { COMPLEXITIES, type Complexity } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import { line, optional } from '../../platform/web/check.ts';
import { cursor, day, slug } from '../item/field-schemas.ts';
import { ALL_SENDER_KINDS, CHANNELS, type Channel, type Sender } from '../item/rules/fields.ts';
import { STATUSES, type Status } from '../item/rules/status.ts';
import { tagId } from '../tags/schemas.ts';

/** What one can ask of the lists of staff, beside a status by its name. */
export const STATES = ['open', 'overdue', 'all'] as const;

export const SORTS = ['due', 'newest', 'oldest'] as const;
export type Sort = (typeof SORTS)[number];

/** Which items a list of staff shows. */
export interface QueueFilter {
  /** Slugs of the responsible unit, the procedure, the ward. */
  unit?: string;
  regulation?: string;
  ward?: string;
  status?: Status | (typeof STATES)[number];
  channel?: Channel;
  /** In which language: `language` in an address is that of the page. */
  written?: ContentLanguage;
  level?: Complexity;
  senderKind?: Sender['kind'];
  /** Id. */
  tag?: string;
  /** Days of receipt, yyyy-mm-dd. */
  from?: string;
  to?: string;
}

export const FILTERS = {
  unit: optional(slug()),
  regulation: optional(slug()),
  ward: optional(slug()),
  status: optional(Joi.string().valid(...STATES, ...STATUSES)),
  channel: optional(Joi.string().valid(...CHANNELS)),
  written: optional(Joi.string().valid(...CONTENT_LANGUAGES)),
  level: optional(Joi.string().valid(...COMPLEXITIES)),
  senderKind: optional(Joi.string().valid(...ALL_SENDER_KINDS)),
  tag: optional(tagId()),
  from: optional(day()),
  to: optional(day()),
};

/** Addresses and saved filters from before `written` had a name of its own. */
export function withWritten<T extends { written?: unknown; language?: unknown }>({
  language,
  ...query
}: T): Omit<T, 'language'> {
  return language && !query.written ? { ...query, written: language } : query;
}

/** A query of one of the lists, old addresses too. */
export const listQuery = <T>(keys: Joi.SchemaMap): Joi.ObjectSchema<T> =>
  Joi.object({ ...keys, language: FILTERS.written }).custom(withWritten);

export interface ItemsQuery extends QueueFilter {
  sort: Sort;
  after?: string;
}

export const itemsQuery = listQuery<ItemsQuery>({
  ...FILTERS,
  status: FILTERS.status.default('open'),
  sort: optional(Joi.string().valid(...SORTS)).default('due'),
  after: cursor(),
});

/** Lists that can be narrowed and kept under a name. */
export const PLACES = ['items', 'inbox', 'triage'] as const;
export type Place = (typeof PLACES)[number];

/** What is kept of an address: which items, and in which order. */
export const keptQuery = listQuery<Partial<ItemsQuery>>({
  ...FILTERS,
  sort: optional(Joi.string().valid(...SORTS)),
});

export interface QueueForm {
  name: string;
  place: Place;
  query: Partial<ItemsQuery>;
  shared?: boolean;
}

export const queueForm = Joi.object<QueueForm>({
  name: line(60).min(2).required(),
  place: Joi.string()
    .valid(...PLACES)
    .required(),
  query: Joi.string()
    .max(600)
    .empty('')
    .default('')
    .custom((typed: string, { error }) => {
      const { value, error: wrong } = keptQuery.validate(Object.fromEntries(new URLSearchParams(typed)));
      return wrong ? error('any.invalid') : value;
    }),
  shared: Joi.boolean().truthy('yes').empty(''),
});
