import { type Call, type Operation, operation } from '../../platform/api/operation.ts';
import type { Context } from '../../platform/context.ts';
import { receiptOpens } from '../item/receipts.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { rateFeedback } from './rate.ts';
import { reopenFeedback } from './reopen.ts';
import { rating, reopening } from './schemas.ts';

/** Whoever shows the receipt key acts as the sender, whatever else they are signed in as. */
export async function asSender({ context, params, receiptKey }: Call<any, any, 'code'>): Promise<Context> {
  const code = params.code;
  if (!receiptKey) return context;
  await receiptOpens(code, receiptKey);
  return { ...context, actor: { kind: 'visitor', holds: [code] } };
}

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
      const context = await asSender(call);
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
      const context = await asSender(call);
      await reopenFeedback(context, call.params.code, call.body);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
];
