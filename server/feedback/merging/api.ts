import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { mergeFeedback, unmergeFeedback } from './actions.ts';
import { merging } from './schemas.ts';

export const mergingOperations: Operation[] = [
  operation({
    id: 'mergeFeedback',
    method: 'post',
    path: '/feedback/{code}/merging',
    who: ['screen'],
    summary: 'Merge an accepted item into another that says the same: one answer goes to both senders',
    body: merging,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await mergeFeedback(context, params.code, body.into);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'unmergeFeedback',
    method: 'post',
    path: '/feedback/{code}/unmerging',
    who: ['screen'],
    summary: 'Take a merge back, until the answer is there: the item goes on where it was',
    result: wholeItem,
    handler: async ({ context, params }) => {
      await unmergeFeedback(context, params.code);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
