import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { extendFeedback } from './extend.ts';
import { extension } from './schemas.ts';

export const clockOperations: Operation[] = [
  operation({
    id: 'extendFeedback',
    method: 'post',
    path: '/feedback/{code}/extension',
    who: ['answer'],
    summary:
      'Move the date once, before it has passed: an official’s goes to the head, a head’s counts at once',
    body: extension,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await extendFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
