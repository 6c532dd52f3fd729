import { translator } from '../i18n/texts.ts';
import { page } from '../web/reply.ts';
import { type Route, route } from '../web/route.ts';
import type { Tagged } from './operation.ts';

/** The page on which people read about the calls of the API and, with script, try them. */
export function referencePage(operations: readonly Tagged[]): Route {
  const groups = [...new Set(operations.map(({ tag }) => tag))].map((tag) => ({
    tag,
    calls: operations
      .filter((operation) => operation.tag === tag)
      .map(({ id, method, path, summary, who }) => ({
        ...{ id, path, summary },
        method: method.toUpperCase(),
        free: who === 'anyone',
      })),
  }));
  return route({
    method: 'get',
    path: '/api',
    who: 'anyone',
    handler: async ({ context }) => ({
      ...page('api/reference', { title: translator(context.language)('api.title'), groups }),
      drawnByLibrary: true,
    }),
  });
}
