import { seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Visit } from '../../platform/web/route.ts';
import { againOnItem } from './routes.ts';

/** A form on the item's page: does one thing and comes back to the page. */
export function itemForm<Body>(
  name: string,
  parts: {
    who: Route['who'];
    body: Route['body'];
    act(visit: Visit<Body, any, 'code'>, code: string): Promise<unknown>;
  },
): Route {
  return route({
    method: 'post',
    path: `/feedback/:code/${name}`,
    who: parts.who,
    body: parts.body as never,
    handler: async (visit) => {
      const code = visit.params.code;
      await parts.act(visit as Visit<Body, any, 'code'>, code);
      return seeOther(`/feedback/${code}`);
    },
    again: againOnItem(name),
  });
}
