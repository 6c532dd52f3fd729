import Joi from 'joi';
import { cityDate } from '../../calendar/index.ts';
import { addDays } from '../../city/dates.ts';
import { jsonSchema } from '../../platform/api/openapi.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page, type Reply, stream } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { civilDateShape } from '../../units/index.ts';
import { delayMonths } from '../delay-list/delays.ts';
import { monthName } from '../month-name.ts';
import { FIELDS, LINE_SHAPE } from './fields.ts';
import { changesFile, FORMATS, type Format, monthFile, TYPES } from './files.ts';

const NAME = 'feedback';
const WEEK = 7;

interface Since {
  since: string;
  format: Format;
}

const since = Joi.object<Since>({
  since: civilDateShape().required(),
  format: Joi.valid(...FORMATS)
    .empty('')
    .default('jsonl'),
});

async function dataPage(context: Context): Promise<Reply> {
  const t = translator(context.language);
  return page('accountability/open-data/show', {
    title: t('open-data.title'),
    months: (await delayMonths(context)).map((month) => ({
      name: monthName(month, context),
      files: FORMATS.map((format) => ({ format, href: `/open-data/${month}/items.${format}` })),
    })),
    weekAgo: cityDate(addDays(context.now, -WEEK)),
    formats: FORMATS,
    fields: FIELDS,
  });
}

const monthRoute = (format: Format) =>
  route({
    method: 'get',
    path: `/open-data/:month/items.${format}` as const,
    who: 'anyone',
    limit: 'lists',
    handler: async ({ context, params: { month } }) =>
      stream(TYPES[format], monthFile(context, month, format), `${NAME}-${month}.${format}`),
  });

export const openDataRoutes: Route[] = [
  route({
    method: 'get',
    path: '/open-data',
    who: 'anyone',
    limit: 'lists',
    handler: ({ context }) => dataPage(context),
  }),
  route({
    method: 'get',
    path: '/open-data/schema.json',
    who: 'anyone',
    async handler({ context }) {
      const schema = {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `${context.site.publicUrl}/open-data/schema.json`,
        title: 'One line of the open data: an item of feedback, as everybody may read it',
        ...jsonSchema(Joi.object(LINE_SHAPE)),
      };
      return file('application/schema+json; charset=utf-8', JSON.stringify(schema, null, 2));
    },
  }),
  route({
    method: 'get',
    path: '/open-data/changes',
    who: 'anyone',
    limit: 'lists',
    query: since,
    async handler({ context, query }) {
      if (query.since > cityDate(context.now)) throw new NotFound('open-data.errors.ahead');
      const body = changesFile(context, query.since, query.format);
      return stream(TYPES[query.format], body, `${NAME}-changed-since-${query.since}.${query.format}`);
    },
  }),
  ...FORMATS.map(monthRoute),
];
