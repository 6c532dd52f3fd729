import Joi from 'joi';
import { accountsNamed } from '../accounts/index.ts';
import { privateReading } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { line, optional, prose } from '../platform/web/check.ts';
import { file, page, type Reply } from '../platform/web/reply.ts';
import { type Route, route, type Visit } from '../platform/web/route.ts';
import { calendarDate } from '../settings/index.ts';
import { noteBreakGlass, noteReading } from './note.ts';
import { listReadings, MOST_IN_FILE, placeAfter, type ReadingQuery, ROWS, readingsCsv } from './queries.ts';

const WHO = ['see-readings'] as const;

const readingQuery = Joi.object<ReadingQuery>({
  person: optional(line(120)),
  code: optional(line(40)),
  from: optional(calendarDate()),
  to: optional(calendarDate()),
  after: optional(Joi.string().max(200)),
});

const titled = ({ language }: Context, name: string) => translator(language)(`reading-audit.${name}`);

async function found(context: Context, query: ReadingQuery, most: number) {
  const accounts = query.person ? await accountsNamed(query.person) : [];
  return listReadings(context, query, { accounts, most });
}

async function showList({ context, query }: Visit<any, ReadingQuery>): Promise<Reply> {
  const rows = await found(context, query, ROWS + 1);
  const shown = rows.slice(0, ROWS);
  const { after: _, ...filter } = query;
  const address = (more: object) =>
    `?${new URLSearchParams({ ...filter, ...more } as Record<string, string>)}`;
  return page('reading-audit/list', {
    title: titled(context, 'title'),
    rows: shown,
    values: filter,
    csvHref: `/reading-audit/list.csv${address({})}`,
    next: rows.length > ROWS ? address({ after: placeAfter(shown.at(-1)!) }) : undefined,
    first: query.after ? address({}) : undefined,
  });
}

const reasonForm = Joi.object<{ why: string }>({ why: prose(500).min(10).required() });

async function askWhy(visit: Visit<any, any, 'code'>, typed: object = {}): Promise<Reply> {
  const { context, params } = visit;
  const { code } = await privateReading(context, params.code);
  return page('reading-audit/reason', {
    title: titled(context, 'glass.title'),
    code,
    unlisted: true,
    ...typed,
  });
}

/** Who has read what is not public, and the door for whoever has to without a part in it. */
export const readingRoutes: Route[] = [
  route({ method: 'get', path: '/reading-audit', who: WHO, query: readingQuery, handler: showList }),
  route({
    method: 'get',
    path: '/reading-audit/list.csv',
    who: WHO,
    query: readingQuery,
    handler: async ({ context, query }) => {
      const { after: _, ...filter } = query;
      const rows = await found(context, filter, MOST_IN_FILE);
      noteReading(context, { what: 'audit-file' });
      return file('text/csv; charset=utf-8', readingsCsv(context, rows), 'readings.csv');
    },
  }),
  route({ method: 'get', path: '/feedback/:code/break-glass', who: WHO, handler: (visit) => askWhy(visit) }),
  route({
    method: 'post',
    path: '/feedback/:code/break-glass',
    who: WHO,
    body: reasonForm,
    proof: true,
    // Shown once, in the answer: whoever wants it again gives a reason again.
    handler: async ({ context, params, body }) => {
      const item = await privateReading(context, params.code);
      await noteBreakGlass(context, item.code, body.why);
      return page('reading-audit/opened', { title: titled(context, 'glass.opened'), item, unlisted: true });
    },
    again: (visit, typed) => askWhy(visit, typed),
  }),
];
