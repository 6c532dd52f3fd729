import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, item, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { routeFeedback, transferFeedback } from './actions.ts';
import { routing, transfer } from './schemas.ts';

export const routingOperations: Operation[] = [
  operation({
    id: 'routeFeedback',
    method: 'post',
    path: '/feedback/{code}/routing',
    who: ['coordinator'],
    summary: 'Send an accepted item to the responsible unit',
    body: routing,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await routeFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'transferFeedback',
    method: 'post',
    path: '/feedback/{code}/transfer',
    who: ['coordinator', 'head'],
    summary: 'Hand an item to another unit',
    body: transfer,
    result: item,
    handler: async ({ context, params, body }): Promise<PublicItem> => {
      await transferFeedback(context, params.code, body);
      const { timeline: _timeline, own: _own, ...shown } = apiItem(await itemPage(context, params.code));
      return shown;
    },
  }),
];
