import { type Reply, seeOther } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';

/** Items that somebody decides one after the other. */
export interface Stack {
  address: '/triage' | '/approvals';
  who: Route['who'];
  /** The item after one that is about to be decided. */
  next(visit: Visit<any, any>, code: string): Promise<string | undefined>;
  page(visit: Visit<any, any>, code: string, more: Typed & Record<string, unknown>): Promise<Reply>;
}

/** A decision about an item of a stack: the next one is shown after it. */
export function decisionForm<Body>(
  stack: Stack,
  name: string,
  parts: { body: Route['body']; act(visit: Visit<Body, any, 'code'>, code: string): Promise<unknown> },
): Route {
  return route({
    method: 'post',
    path: `${stack.address}/:code/${name}`,
    who: stack.who,
    body: parts.body as never,
    handler: async (visit) => {
      const { code } = visit.params;
      const next = await stack.next(visit, code);
      await parts.act(visit as Visit<Body, any, 'code'>, code);
      const done = new URLSearchParams({ done: code });
      return seeOther(next ? `${stack.address}/${next}?${done}` : `${stack.address}?${done}`);
    },
    again: (visit, typed) => stack.page(visit, visit.params.code, { ...typed, form: name }),
  });
}
