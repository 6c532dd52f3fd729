import { DELAY_CAUSES } from '../../feedback/item/rules/delay-causes.ts';
import { type Context, may } from '../../platform/context.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { type Act, bySecondPerson, ledTo } from '../../platform/second-person/index.ts';
import { page, type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { monthName } from '../month-name.ts';
import { approveList, correctEntry, openList, replyToEntry, toWholeMonth } from './actions.ts';
import { APPROVE_LIST, APPROVE_MONTH } from './acts-of-two.ts';
import { LIST_PERMISSIONS, REPEAT_PERMISSIONS } from './policy.ts';
import { listId, POSITIONS, unitOfKey } from './rules/act.ts';
import { entryPage, listInside, listMonths, listsOfMonth } from './staff-queries.ts';
import {
  type CorrectionBody,
  correctionBody,
  monthsQuery,
  type ReplyBody,
  replyBody,
} from './staff-schemas.ts';

const PAGE = '/delay-lists';

const textIn = (context: Context, key: string, values = {}) =>
  translator(context.language)(`accountability.delay-list.${key}`, values);

async function monthsPage(context: Context, before?: string): Promise<Reply> {
  const { months, underWay, older } = await listMonths(context, before);
  return page('accountability/delay-list/months', {
    title: textIn(context, 'title'),
    repeats: may(context.actor, ...REPEAT_PERMISSIONS),
    months: months.map((each) => ({ ...each, name: monthName(each.month, context) })),
    older,
    later: before !== undefined,
    underWay: underWay.map((each) => ({ ...each, name: monthName(each.month, context) })),
  });
}

async function monthPage({ context, params }: Visit<any, any, 'month'>, typed?: Typed): Promise<Reply> {
  const model = await listsOfMonth(context, params.month);
  const name = monthName(params.month, context);
  return page('accountability/delay-list/month', {
    title: textIn(context, 'month-title', { month: name }),
    ...model,
    ...typed,
  });
}

const PER_PAGE = 50;

type Place = 'month' | 'unit';

async function listPage({ context, params, query }: Visit<any, any, Place>, typed?: Typed): Promise<Reply> {
  const model = await listInside(context, params.month, params.unit);
  const from = Math.max(0, Math.floor(Number(query['from']) || 0));
  const address = `${PAGE}/${params.month}/${params.unit}`;
  const next = from + PER_PAGE;
  return page('accountability/delay-list/list', {
    ...titled(context, params.month, model.list.unit),
    ...model,
    entries: model.entries.slice(from, next),
    total: model.entries.length,
    address,
    ...(next < model.entries.length ? { next: `${address}?from=${next}` } : {}),
    ...(from > 0 ? { first: address } : {}),
    ...typed,
  });
}

function titled(context: Context, month: string, unit: { name: Record<string, string> } | null) {
  const name = monthName(month, context);
  const whose = unit ? (unit.name[context.language] ?? unit.name['vi']!) : textIn(context, 'coordinators');
  return { monthName: name, title: textIn(context, 'list-title', { unit: whose, month: name }) };
}

async function entryPageOf(
  { context, params }: Visit<any, any, Place | 'entry'>,
  typed?: Typed & { form: string },
): Promise<Reply> {
  const model = await entryPage(context, params);
  const { entry } = model;
  const values = {
    text: entry.reply?.text ?? '',
    kind: entry.removed ? 'restored' : 'removed',
    days: entry.days,
    cause: entry.cause ?? 'none',
    position: entry.position,
  };
  return page('accountability/delay-list/entry', {
    ...titled(context, params.month, model.list.unit),
    ...model,
    address: `${PAGE}/${params.month}/${params.unit}`,
    causes: DELAY_CAUSES,
    positions: POSITIONS,
    values,
    ...typed,
  });
}

const idOf = ({ month, unit }: Record<Place, string>) => listId(month, unitOfKey(unit));

/** A form on the page of an entry. */
function entryForm<Body>(
  name: 'reply' | 'correction',
  body: Route['body'],
  act: (visit: Visit<Body, any, Place | 'entry'>) => Promise<void>,
): Route {
  return route({
    method: 'post',
    path: `/delay-lists/:month/:unit/entries/:entry/${name}`,
    who: LIST_PERMISSIONS,
    body: body as never,
    async handler(visit) {
      await act(visit as never);
      const { month, unit, entry } = visit.params as Record<string, string>;
      return seeOther(`${PAGE}/${month}/${unit}#${entry}`);
    },
    again: (visit, typed) => entryPageOf(visit as never, { ...typed, form: name }),
  });
}

interface Steps {
  list: Act<{ id: string }, void>;
  month: Act<{ month: string }, void>;
}

/**
 * The same to one list or to all of a month.
 * @param two acts for which two people may be wanted: they publish names, so a fresh proof is asked for as well
 */
function step(
  name: 'opening' | 'approval',
  act: typeof openList,
  { who, two }: { who: Route['who']; two?: Steps },
): Route[] {
  return [
    route({
      method: 'post',
      path: `/delay-lists/:month/${name}`,
      who,
      ...(two ? { acts: [two.month], proof: true } : {}),
      async handler({ context, params }) {
        const { month } = params as { month: string };
        if (two)
          return seeOther(
            ledTo(await bySecondPerson(context, two.month, { month }), () => `${PAGE}/${month}`),
          );
        await toWholeMonth(context, month, act);
        return seeOther(`${PAGE}/${month}`);
      },
      again: (visit, typed) => monthPage(visit as never, typed),
    }),
    route({
      method: 'post',
      path: `/delay-lists/:month/:unit/${name}`,
      who,
      ...(two ? { acts: [two.list], proof: true } : {}),
      async handler({ context, params }) {
        const place = params as Record<Place, string>;
        const [id, address] = [idOf(place), `${PAGE}/${place.month}/${place.unit}`];
        if (two) return seeOther(ledTo(await bySecondPerson(context, two.list, { id }), () => address));
        await act(context, id);
        return seeOther(address);
      },
      again: (visit, typed) => listPage(visit as never, typed),
    }),
  ];
}

export const staffListRoutes: Route[] = [
  route({
    method: 'get',
    path: '/delay-lists',
    who: LIST_PERMISSIONS,
    query: monthsQuery,
    handler: ({ context, query }) => monthsPage(context, query.before),
  }),
  route({
    method: 'get',
    path: '/delay-lists/:month',
    who: LIST_PERMISSIONS,
    handler: (visit) => monthPage(visit),
  }),
  route({
    method: 'get',
    path: '/delay-lists/:month/:unit',
    who: LIST_PERMISSIONS,
    handler: (visit) => listPage(visit),
  }),
  route({
    method: 'get',
    path: '/delay-lists/:month/:unit/entries/:entry',
    who: LIST_PERMISSIONS,
    handler: (visit) => entryPageOf(visit),
  }),
  entryForm<ReplyBody>('reply', replyBody, ({ context, params, body }) =>
    replyToEntry(context, idOf(params), {
      ...{ entry: params.entry, seen: body.seen, text: body.text },
      looked: body.looked === 'yes',
    }),
  ),
  entryForm<CorrectionBody>('correction', correctionBody, ({ context, params, body }) => {
    const { days, cause, position, ...rest } = body;
    const changed = body.kind === 'changed';
    return correctEntry(context, idOf(params), {
      ...rest,
      entry: params.entry,
      looked: body.looked === 'yes',
      ...(changed && days !== undefined ? { days } : {}),
      ...(changed && cause ? { cause: cause === 'none' ? null : cause } : {}),
      ...(changed && position ? { position } : {}),
    });
  }),
  ...step('opening', openList, { who: ['open-delay-lists'] }),
  ...step('approval', approveList, {
    who: ['approve-delay-lists'],
    two: { list: APPROVE_LIST, month: APPROVE_MONTH },
  }),
];
