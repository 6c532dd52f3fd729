import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { requestInfo } from './ask.ts';
import { classifyFeedback } from './classify.ts';
import { classification, infoRequest } from './schemas.ts';

export const screeningOperations: Operation[] = [
  operation({
    id: 'pauseFeedback',
    method: 'post',
    path: '/feedback/{code}/pause',
    who: ['coordinator', 'official', 'head'],
    summary: 'Ask the sender for what is missing: the clock stands still until the reply',
    body: infoRequest,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await requestInfo(context, params.code, body.question);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'classifyFeedback',
    method: 'post',
    path: '/feedback/{code}/complexity',
    who: ['coordinator', 'head'],
    summary:
      'Say how demanding an item is, before its date has passed: the limit of the table for it counts from now on',
    body: classification,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await classifyFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
