import { type Operation, operation } from '../../platform/api/operation.ts';
import { receiptOpens } from '../item/receipts.ts';
import { apiItem, wholeItem } from './api-shapes.ts';
import { itemPage } from './queries.ts';

export const itemOperations: Operation[] = [
  operation({
    id: 'getFeedback',
    method: 'get',
    path: '/feedback/{code}',
    who: 'anyone',
    summary: 'One item with its timeline; with the receipt key also the sender’s own part',
    reads: 'Receipt-Key',
    result: wholeItem,
    handler: async ({ context, params, receiptKey }) => {
      const code = params.code;
      if (!receiptKey) return apiItem(await itemPage(context, code));
      await receiptOpens(code, receiptKey);
      return apiItem(await itemPage({ ...context, actor: { kind: 'visitor', holds: [code] } }, code));
    },
  }),
];
