import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { item } from '../item-page/api-shapes.ts';
import { listFeedback } from './queries.ts';
import { listQuery } from './schemas.ts';

export const listOperations: Operation[] = [
  operation({
    id: 'listFeedback',
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    limit: 'lists',
    summary:
      'Items, newest first, or with q the best thousand found, best first; text only of those accepted and published',
    query: listQuery,
    result: Joi.object({
      items: Joi.array().items(item).required(),
      next: Joi.string(),
      found: Joi.object({ count: Joi.number(), more: Joi.boolean() }),
      tooCommon: Joi.boolean(),
    }),
    handler: ({ context, query }) => listFeedback(context, query),
  }),
];
