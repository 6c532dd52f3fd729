import { type Context, textIn } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { shownParts } from '../platform/site.ts';
import { page } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { typedInAddress } from '../units/index.ts';
import { listRegulationsFor, regulationPage } from './queries.ts';
import type { Regulation } from './rules.ts';
import { type RegulationSearch, regulationSearch } from './schemas.ts';

declare module '../platform/context.ts' {
  interface PageSubjects {
    regulation: Regulation;
  }
}

function listPage(context: Context, search: RegulationSearch, shown: Record<string, unknown>) {
  const title = translator(context.language)('regulations.title');
  return page('regulations/list', { title, ...listRegulationsFor(context, search), ...shown });
}

export const regulationRoutes: Route[] = [
  route({
    method: 'get',
    path: '/regulations',
    who: 'anyone',
    limit: 'lists',
    query: regulationSearch,
    handler: async ({ context, query }) => listPage(context, query, { values: query }),
    again: async ({ context, address }, { errors, refusal }) =>
      listPage(context, {}, { values: typedInAddress(address, ['query']), errors, refusal }),
  }),
  route({
    method: 'get',
    path: '/regulations/:slug',
    who: 'anyone',
    async handler({ context, params }) {
      const model = regulationPage(context, params.slug);
      if (!model) throw new NotFound('regulations.not-found');
      const title = textIn(model.regulation.name, context.language);
      const pageParts = await shownParts('regulation', context, model.regulation);
      const description = translator(context.language)('regulations.description', { name: title });
      return page('regulations/show', { title, description, ...model, pageParts });
    },
  }),
];
