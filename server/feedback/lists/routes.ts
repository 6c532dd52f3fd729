import { cityDate } from '../../calendar/index.ts';
import { CONTENT_LANGUAGES, type Context } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { page } from '../../platform/web/reply.ts';
import { type Route, route } from '../../platform/web/route.ts';
import { allFields, allRegulations, regulationOf } from '../../regulations/index.ts';
import { unitOf, unitsInForce, wardsInForce } from '../../units/index.ts';
import { statusCounts } from '../figures/read.ts';
import { KINDS } from '../item/rules/fields.ts';
import { ACCEPTED, FIGURES, PUBLIC_LABELS, statusesOf } from '../item/rules/status.ts';
import { listForPage } from './queries.ts';
import { type PageQuery, pageQuery, SORTS } from './schemas.ts';
import { excerptOf } from './search.ts';

/** What goes without saying is not in an address. */
const USUAL: Partial<PageQuery> = { sort: 'answered', part: 0 };

/** The list's address with other filters or another page. */
function address(query: PageQuery, change: Partial<Record<keyof PageQuery, unknown>>): string {
  const entries = Object.entries({ ...query, ...change }).filter(
    ([name, value]) => value !== undefined && value !== '' && value !== USUAL[name as keyof PageQuery],
  );
  const search = new URLSearchParams(entries as [string, string][]).toString();
  return search ? `/feedback?${search}` : '/feedback';
}

const FROM_START = { after: undefined, part: undefined };

/** Each state with the number of its items, where that is kept; the whole list among them. */
async function tabsOf(query: PageQuery): Promise<object[]> {
  const { status, unit, regulation, q, kind, sender, ward, field, written, from, to } = query;
  const alone = !(q || kind || sender || ward || field || written || from || to || (unit && regulation));
  const counts = alone
    ? await statusCounts({ ...(unit ? { unit } : {}), ...(regulation ? { regulation } : {}) })
    : undefined;
  // Of a unit only what is accepted is told.
  const told = (each: keyof NonNullable<typeof counts>) => !unit || ACCEPTED.includes(each);
  const sum = (statuses: readonly (keyof NonNullable<typeof counts>)[]) =>
    counts && statuses.filter(told).reduce((all, each) => all + (counts[each] ?? 0), 0);
  const tab = (name: PageQuery['status'], count: number | undefined) => ({
    ...{ name: name ?? 'all', count, current: name === status },
    href: address(query, { status: name, sort: undefined, ...FROM_START }),
  });
  return [
    tab(undefined, sum(PUBLIC_LABELS.flatMap(statusesOf))),
    ...PUBLIC_LABELS.map((label) => tab(label, sum(statusesOf(label)))),
  ];
}

/** Where one can hear of what this list will show; dates belong to a look, not to what is followed. */
function followLinks({
  q,
  status,
  kind,
  regulation,
  unit,
  ward,
  field,
  written,
  sender,
}: PageQuery): Record<string, string> {
  const given = Object.entries({ q, status, kind, regulation, unit, ward, written }).filter(
    ([, value]) => value,
  );
  // A field is for looking: whoever follows names the procedure; nor are offices followed as senders.
  if (given.length === 0 || field || sender) return {};
  const search = new URLSearchParams(given as [string, string][]);
  return { followHref: `/follow?${search}`, feedHref: `/feedback/feed.atom?${search}` };
}

/** What one can choose from. */
function choices({ now }: Context): Record<string, unknown> {
  const date = cityDate(now);
  return {
    kinds: KINDS,
    sorts: SORTS,
    figures: FIGURES,
    writingLanguages: CONTENT_LANGUAGES,
    fields: allFields().map(({ key, name }) => ({ slug: key, name })),
    regulations: allRegulations().map(({ slug, name }) => ({ slug, name })),
    units: unitsInForce(date).map(({ slug, name }) => ({ slug, name })),
    wards: wardsInForce(date).map(({ slug, name, placeName }) => ({ slug, name: placeName ?? name })),
  };
}

export const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    limit: 'lists',
    query: pageQuery,
    handler: async ({ context, query }) => {
      const { items, next, part, found, tooCommon } = await listForPage(context, query);
      const excerpt = query.q ? excerptOf(query.q) : () => undefined;
      const { kind, regulation, unit, ward, field, written, from, to, sender } = query;
      return page('feedback/lists/list', {
        title: translator(context.language)('feedback.list.title'),
        items: items.map((item) => ({ ...item, excerpt: excerpt(item) })),
        found,
        tooCommon,
        query,
        ...choices(context),
        tabs: await tabsOf(query),
        narrowed: [kind, regulation, unit, ward, field, written, from, to, sender].some(Boolean),
        filtered: Object.keys(query).some((name) => !['sort', 'part', 'after'].includes(name)),
        regulation: regulation ? regulationOf(regulation) : undefined,
        unit: unit ? unitOf(unit) : undefined,
        ...followLinks(query),
        next: next === undefined ? undefined : address(query, { after: next, part }),
        first: query.after || query.part > 0 ? address(query, FROM_START) : undefined,
      });
    },
  }),
];
