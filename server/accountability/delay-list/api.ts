import { type Operation, operation } from '../../platform/api/operation.ts';
import { unitQuery } from '../schemas.ts';
import { delayList } from './delays.ts';
import { delayListResult } from './schemas.ts';

export const delayListOperations: Operation[] = [
  operation({
    id: 'getDelayList',
    method: 'get',
    path: '/delays/{month}',
    who: 'anyone',
    limit: 'lists',
    summary:
      'Items answered late in a month (yyyy-mm), or open past their date at its end, and who lost the time',
    query: unitQuery,
    result: delayListResult,
    handler: ({ context, params, query }) =>
      delayList(context, { month: params.month, ...(query.unit ? { unit: query.unit } : {}) }),
  }),
];
