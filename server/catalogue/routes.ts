import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../platform/web/route.ts';
import { undoChange } from './actions.ts';
import { documentRoutes } from './documents/routes.ts';
import { importRoutes } from './import-routes.ts';
import { changesShown, foundFor } from './queries.ts';
import { reorganisations } from './reorganisation/queries.ts';
import { reorganisationRoutes } from './reorganisation/routes.ts';
import { rowRoutes } from './row-routes.ts';
import { type CatalogueSearch, catalogueSearch } from './schemas.ts';

const WHO = ['catalogue'] as const;

async function indexPage(
  { context }: Pick<Visit, 'context'>,
  search: CatalogueSearch,
  typed?: Typed,
): Promise<Reply> {
  return page('catalogue/index', {
    title: translator(context.language)('catalogue.title'),
    found: foundFor(context, search.q),
    changes: await changesShown(context),
    reorganisations: await reorganisations(),
    values: search,
    ...typed,
  });
}

export const catalogueRoutes: Route[] = [
  route({
    method: 'get',
    path: '/catalogue',
    who: WHO,
    query: catalogueSearch,
    handler: (visit) => indexPage(visit, visit.query),
    again: (visit, typed) => indexPage(visit, {}, typed),
  }),
  route({
    method: 'post',
    path: '/catalogue/changes/:id/undo',
    who: WHO,
    async handler({ context, params }) {
      await undoChange(context, params.id);
      return seeOther('/catalogue#changes');
    },
    again: (visit, typed) => indexPage(visit, {}, typed),
  }),
  ...importRoutes,
  ...documentRoutes,
  ...rowRoutes,
  ...reorganisationRoutes,
];
