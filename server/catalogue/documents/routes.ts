import { cityDate } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { file, page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { allRegulations, documentListOn, REQUIRED_DOCUMENTS } from '../../regulations/index.ts';
import { familyDoors } from '../../settings/index.ts';
import { tableOfLists } from './rows.ts';

const WHO = ['catalogue'] as const;

const listsOn = ({ now }: Context) =>
  allRegulations().map(({ slug, name, fieldKey, field }) => ({
    ...{ regulation: slug, name, fieldKey, field },
    list: documentListOn(slug, cityDate(now)),
  }));

/** Procedures in the fields of law that they belong to, each with what holds today. */
function byField(context: Context) {
  const lists = listsOn(context);
  return [...new Set(lists.map(({ fieldKey }) => fieldKey))].map((key) => {
    const rows = lists.filter(({ fieldKey }) => fieldKey === key);
    return {
      name: rows[0]!.field,
      listed: rows.filter(({ list }) => list).length,
      rows: rows.map(({ regulation, name, list }) => ({
        ...{ slug: regulation, name, count: list?.documents.length ?? 0, source: list?.source },
      })),
    };
  });
}

export const documentRoutes: Route[] = [
  route({
    method: 'get',
    path: '/settings/required-documents',
    who: WHO,
    handler: async ({ context }) =>
      page('catalogue/documents/index', {
        title: translator(context.language)('settings.rules.required-documents.title'),
        fields: byField(context),
      }),
  }),
  route({
    method: 'get',
    path: '/catalogue/required-documents.csv',
    who: WHO,
    handler: async ({ context }) => file('text/csv; charset=utf-8', csvText(tableOfLists(listsOn(context)))),
  }),
  ...familyDoors(REQUIRED_DOCUMENTS, 'required-documents'),
];
