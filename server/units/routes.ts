import { type Context, textIn } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { typedInAddress } from './address-query.ts';
import { partsOfUnitPage } from './page-parts.ts';
import { listUnitsFor, unitPage } from './queries.ts';
import { type UnitSearch, unitSearch } from './schemas.ts';

function listPage(context: Context, search: UnitSearch, shown: Record<string, unknown>) {
  const title = translator(context.language)('units.title');
  return page('units/list', { title, ...listUnitsFor(context, search), ...shown });
}

export const unitRoutes: Route[] = [
  route<object, UnitSearch>({
    method: 'get',
    path: '/units',
    who: 'anyone',
    query: unitSearch,
    handler: async ({ context, query }) => listPage(context, query, { values: query }),
    again: async ({ context, address }, { errors, refusal }) =>
      listPage(context, {}, { values: typedInAddress(address, ['query']), errors, refusal }),
  }),
  route({
    method: 'get',
    path: '/units/:slug',
    who: 'anyone',
    async handler({ context, params }) {
      const model = unitPage(context, params['slug']!);
      if (!model) throw new NotFound('units.not-found');
      const title = textIn(model.unit.name, context.language);
      return page('units/show', { title, ...model, pageParts: await partsOfUnitPage(context, model.unit) });
    },
  }),
];
