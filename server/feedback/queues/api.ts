import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { type Context, textIn } from '../../platform/context.ts';
import { line } from '../../platform/web/check.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { STATUSES } from '../item/rules/status.ts';
import { removeQueue, saveQueue } from './actions.ts';
import { itemsPage, savedQueues } from './queries.ts';
import { itemsQuery, keptQuery, PLACES, type QueueForm } from './schemas.ts';

const who = ['screen', 'answer'] as const;

const text = () => Joi.string().allow('');
const listed = Joi.object({
  code: Joi.string().required(),
  status: Joi.string()
    .valid(...STATUSES)
    .required(),
  subject: text(),
  language: Joi.string(),
  kind: Joi.string(),
  channel: Joi.string(),
  unit: Joi.string().allow(null),
  unitName: Joi.string(),
  regulation: Joi.string().allow(null),
  regulationName: Joi.string(),
  ward: Joi.string().allow(null),
  receivedAt: Joi.string().isoDate(),
  dueAt: Joi.string().isoDate(),
  closedAt: Joi.string().isoDate().allow(null),
  tags: Joi.array().items(Joi.string()),
}).meta({ title: 'QueueItem' });

type Row = Awaited<ReturnType<typeof itemsPage>>['rows'][number];

function shown({ language }: Context, row: Row) {
  const unitName = textIn(namedUnit(row.unit)?.name, language);
  const regulationName = textIn(namedRegulation(row.regulation)?.name, language);
  const { code, status, kind, channel, unit, regulation, ward, receivedAt, dueAt, closedAt } = row;
  return {
    ...{ code, status, subject: row.publicText.subject, language: row.language, kind, channel, unit },
    ...(unitName ? { unitName } : {}),
    regulation,
    ...(regulationName ? { regulationName } : {}),
    ...{ ward, receivedAt, dueAt, closedAt, tags: row.tags ?? [] },
  };
}

const saved = Joi.object({
  id: Joi.string().required(),
  name: Joi.string().required(),
  place: Joi.string()
    .valid(...PLACES)
    .required(),
  own: Joi.boolean().required(),
  shared: Joi.boolean().required(),
  href: Joi.string().required(),
  by: Joi.string(),
}).meta({ title: 'SavedFilter' });

const named = Joi.object({ id: Joi.string().required() });

export const queueOperations: Operation[] = [
  operation({
    id: 'listItems',
    method: 'get',
    path: '/items',
    who,
    summary: 'The items that one sees from inside, narrowed and sorted as the lists of staff are, 50 at once',
    query: itemsQuery,
    result: Joi.object({ items: Joi.array().items(listed).required(), next: Joi.string() }),
    handler: async ({ context, query }) => {
      const { rows, next } = await itemsPage(context, query);
      context.site.catalogue.noteReading?.(context, { what: 'list' });
      return { items: rows.map((row) => shown(context, row)), ...(next ? { next } : {}) };
    },
  }),
  operation({
    id: 'listSavedFilters',
    method: 'get',
    path: '/saved-filters',
    who,
    summary: 'Filters kept under a name: one’s own, and what colleagues share',
    result: Joi.object({ filters: Joi.array().items(saved).required() }),
    handler: async ({ context }) => ({
      filters: (await savedQueues(context)).map(({ by, ...each }) => ({ ...each, ...(by ? { by } : {}) })),
    }),
  }),
  operation({
    id: 'saveFilter',
    method: 'post',
    path: '/saved-filters',
    who,
    summary: 'Keep filters under a name; the same name again now stands for these',
    body: Joi.object<QueueForm>({
      name: line(60).min(2).required(),
      place: Joi.string()
        .valid(...PLACES)
        .required(),
      query: keptQuery.default({}),
      shared: Joi.boolean(),
    }),
    result: named,
    handler: async ({ context, body }) => ({ id: await saveQueue(context, body) }),
  }),
  operation({
    id: 'removeSavedFilter',
    method: 'post',
    path: '/saved-filters/{id}/removal',
    who,
    summary: 'Forget a filter of one’s own',
    result: named,
    handler: async ({ context, params: { id } }) => {
      await removeQueue(context, id);
      return { id };
    },
  }),
];
