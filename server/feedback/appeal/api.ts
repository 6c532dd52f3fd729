import { type Operation, operation } from '../../platform/api/operation.ts';
import { asSender } from '../item/receipts.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { appealFeedback, decideAppeal } from './actions.ts';
import { appealForm, judgement } from './schemas.ts';

export const appealOperations: Operation[] = [
  operation({
    id: 'appealFeedback',
    method: 'post',
    path: '/feedback/{code}/appeal',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary:
      'The sender, by the receipt key, appeals to the higher office against the answer after the second look, once',
    body: appealForm,
    result: wholeItem,
    async handler(call) {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await appealFeedback(context, call.params.code, call.body);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
  operation({
    id: 'decideAppeal',
    method: 'post',
    path: '/feedback/{code}/appeal-decision',
    who: ['approve', 'decide-appeals'],
    summary:
      'The higher office decides an appeal: the answer stands, something else holds, or it is answered anew',
    body: judgement,
    result: wholeItem,
    async handler({ context, params, body }) {
      await decideAppeal(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
