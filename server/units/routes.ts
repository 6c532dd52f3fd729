import { type Context, textIn } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { shownParts } from '../platform/site.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { typedInAddress } from './address-query.ts';
import { listUnitsFor, unitPage } from './queries.ts';
import type { Unit } from './rules.ts';
import { type UnitSearch, unitSearch } from './schemas.ts';

declare module '../platform/context.ts' {
  interface PageSubjects {
    unit: Unit;
  }
}

async function listPage(context: Context, search: UnitSearch, shown: Record<string, unknown>) {
  const title = translator(context.language)('units.title');
  return page('units/list', { title, ...(await listUnitsFor(context, search)), ...shown });
}

export const unitRoutes: Route[] = [
  route({
    method: 'get',
    path: '/units',
    who: 'anyone',
    limit: 'lists',
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
      const model = unitPage(context, params.slug);
      if (!model) throw new NotFound('units.not-found');
      const title = textIn(model.unit.name, context.language);
      const pageParts = await shownParts('unit', context, model.unit);
      const description = translator(context.language)('units.description', { name: title });
      return page('units/show', { title, description, ...model, pageParts });
    },
  }),
];
