import { type Operation, operation } from '../../platform/api/operation.ts';
import { asSender } from '../item/receipts.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';

import { answerPaper, namePapers } from './actions.ts';
import { paperAnswer, papersBody } from './schemas.ts';

export const paperOperations: Operation[] = [
  operation({
    id: 'nameDemandedPapers',
    method: 'post',
    path: '/feedback/{code}/papers',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary: 'The sender, by the receipt key, names documents that were demanded',
    body: papersBody,
    result: wholeItem,
    async handler(call) {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await namePapers(context, call.params.code, call.body.papers);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
  operation({
    id: 'answerDemandedPaper',
    method: 'post',
    path: '/feedback/{code}/papers/{n}',
    who: ['approve'],
    summary: 'The head of the office cites the basis of a demand, or declares that the office stops',
    body: paperAnswer,
    result: wholeItem,
    async handler({ context, params, body }) {
      await answerPaper(context, params.code, { n: Number(params.n), ...body });
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
