import { type Operation, operation } from '../../platform/api/operation.ts';
import { asSender } from '../item/receipts.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { rateFeedback } from './rate.ts';
import { reopenFeedback } from './reopen.ts';
import { rating, reopening } from './schemas.ts';

export const ratingOperations: Operation[] = [
  operation({
    id: 'rateFeedback',
    method: 'post',
    path: '/feedback/{code}/rating',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary:
      'The sender, by the receipt key, says whether the answer answers, is clear, and the matter solved',
    body: rating,
    result: wholeItem,
    async handler(call) {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await rateFeedback(context, call.params.code, call.body);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
  operation({
    id: 'reopenFeedback',
    method: 'post',
    path: '/feedback/{code}/reopening',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary:
      'The sender, by the receipt key, has an answer rated "not answered" or "not solved" looked at again, once',
    body: reopening,
    result: wholeItem,
    async handler(call) {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await reopenFeedback(context, call.params.code, call.body);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
];
