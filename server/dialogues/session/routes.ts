import { translator } from '../../platform/i18n/texts.ts';
import { file, page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { regulationOf } from '../../regulations/index.ts';
import { addressWith, unitOf } from '../../units/index.ts';
import { calendarEntry } from './calendar-entry.ts';
import { dialogueList } from './list.ts';
import { readDialogue } from './read.ts';
import { type ListPageQuery, listPageQuery } from './schemas.ts';

async function list({ context, query }: Visit<object, ListPageQuery>): Promise<Reply> {
  const { after, ...filters } = query;
  const { next, ...lists } = await dialogueList(context, query);
  const about = query.regulation
    ? regulationOf(query.regulation)
    : query.unit
      ? unitOf(query.unit)
      : undefined;
  const { live, coming, drafts, unpublished, past } = lists;
  const none = [live, coming, drafts, unpublished, past].every(({ length }) => length === 0);
  return page('dialogues/session/list', {
    title: translator(context.language)('dialogues.list.title'),
    ...lists,
    none,
    about: about?.name,
    hosted: query.host !== undefined,
    filtered: Object.keys(filters).length > 0,
    ...(next ? { next: addressWith('/dialogues', { ...filters, after: next }) } : {}),
    ...(after ? { first: addressWith('/dialogues', filters) } : {}),
  });
}

export const sessionRoutes: Route[] = [
  route({
    method: 'get',
    path: '/dialogues',
    who: 'anyone',
    query: listPageQuery,
    handler: list,
  }),
  route({
    method: 'get',
    path: '/dialogues/:code/calendar.ics',
    who: 'anyone',
    handler: async ({ context, params }) => {
      const it = await readDialogue(context, params.code);
      return file('text/calendar; charset=utf-8', calendarEntry(context, it), `${it.code}.ics`);
    },
  }),
];
