import type { Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { stampOf } from '../item-page/model.ts';
import { type DeskGroup, inbox, triage } from './queries.ts';
import { type DeskQuery, deskQuery } from './schemas.ts';

interface DeskList {
  name: 'inbox' | 'triage';
  groups: DeskGroup[];
  query: DeskQuery;
}

/** Stamp of a list. Relative times on it change by themselves and are no news. */
function stampOfGroups(groups: DeskGroup[]): string {
  return stampOf(
    groups.map(({ count, rows }) => [
      count,
      ...rows.map(({ code, status, dueAt, assignee }) => [code, status, dueAt, assignee]),
    ]),
  );
}

function listPage(context: Context, { name, groups, query }: DeskList, more: object = {}): Reply {
  const address = `/${name}`;
  return page(`feedback/desk/${name}`, {
    title: translator(context.language)(`feedback.${name}.title`),
    groups: groups.map(({ next, ...group }) => ({
      ...group,
      ...(next ? { next: `${address}?${new URLSearchParams({ group: group.name, after: next })}` } : {}),
    })),
    // Of one group alone: the way back to all of them.
    ...(query.group ? { whole: address } : {}),
    address: query.group ? `${address}?${new URLSearchParams({ ...query })}` : address,
    stamp: stampOfGroups(groups),
    ...more,
  });
}

export const deskRoutes: Route[] = [
  route({
    method: 'get',
    path: '/inbox',
    who: ['official', 'head'],
    query: deskQuery,
    handler: async ({ context, query }) => {
      const { groups, units, total } = await inbox(context, query);
      const watched = units.map((unit) => unit.slug).join(' ');
      return listPage(
        context,
        { name: 'inbox', groups, query },
        { units, total, several: units.length > 1, watched },
      );
    },
  }),
  route({
    method: 'get',
    path: '/triage',
    who: ['coordinator'],
    query: deskQuery,
    handler: async ({ context, query }) => {
      const { groups } = await triage(context, query);
      return listPage(context, { name: 'triage', groups, query });
    },
  }),
];
