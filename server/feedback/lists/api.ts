import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { item } from '../item-page/api-shapes.ts';
import { listFeedback } from './queries.ts';
import { type ListQuery, listQuery } from './schemas.ts';

export const listOperations: Operation[] = [
  operation<unknown, ListQuery>({
    id: 'listFeedback',
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    summary:
      'Items, newest first, or with q the best first of the newest 5,000 found; text only of those accepted and published',
    query: listQuery,
    result: Joi.object({ items: Joi.array().items(item).required(), next: Joi.string() }),
    handler: ({ context, query }) => listFeedback(context, query),
  }),
];
