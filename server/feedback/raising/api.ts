import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { item } from '../item-page/api-shapes.ts';
import { raiseFeedback } from './actions.ts';
import { raisedByOwn } from './queries.ts';
import { difficulty, raisedQuery } from './schemas.ts';

export const raisingOperations: Operation[] = [
  operation({
    id: 'raiseDifficulty',
    method: 'post',
    path: '/difficulties',
    who: ['answer'],
    summary: 'Raise a difficulty that your office has with another one; its people are the sender',
    body: difficulty,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({
      code: Joi.string().required(),
      dueAt: Joi.string().isoDate().required(),
      provisional: Joi.boolean().required(),
      receivedAt: Joi.string().isoDate().required(),
    }),
    handler: async ({ context, body, idempotencyKey }) => {
      const { key: _key, ...receipt } = await raiseFeedback(context, body, {
        channel: 'api',
        idempotencyKey,
      });
      return receipt;
    },
  }),
  operation({
    id: 'listDifficulties',
    method: 'get',
    path: '/difficulties',
    who: ['answer'],
    summary: 'What your offices have raised with others, newest first',
    query: raisedQuery,
    result: Joi.object({ items: Joi.array().items(item).required(), next: Joi.string() }),
    handler: ({ context, query }) => raisedByOwn(context, query.after),
  }),
];
