import { type Call, type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from './api-shapes.ts';
import { itemPage } from './queries.ts';

/** The same for programs as `itemForm` for people: a call that does one thing to an item and answers with the item. */
export function itemCall<Body>(
  id: string,
  name: string,
  parts: {
    who: Operation['who'];
    summary: string;
    body?: Operation['body'];
    act(call: Call<Body, any, 'code'>, code: string): Promise<unknown>;
  },
): Operation {
  return operation({
    ...{ id, method: 'post', path: `/feedback/{code}/${name}` as '/feedback/{code}', who: parts.who },
    summary: parts.summary,
    ...(parts.body ? { body: parts.body } : {}),
    result: wholeItem,
    handler: async (call) => {
      const { code } = call.params;
      await parts.act(call as Call<Body, any, 'code'>, code);
      return apiItem(await itemPage(call.context, code));
    },
  });
}
