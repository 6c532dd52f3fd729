import Joi from 'joi';
import { type Operation, operation } from '../platform/api/operation.ts';
import { answerReport } from './answer-check/api-shapes.ts';
import { answerFeedback, checkAnswer } from './answering/actions.ts';
import * as schemasOfAnswering from './answering/schemas.ts';
import { clockOperations } from './clocks/api.ts';
import { receiptOpens } from './item/receipts.ts';
import { apiItem, item, wholeItem } from './item-page/api-shapes.ts';
import { itemPage } from './item-page/queries.ts';
import type { PublicItem } from './item-page/shape.ts';
import { listFeedback } from './lists/queries.ts';
import * as schemasOfLists from './lists/schemas.ts';
import { afterOperations } from './rating/api.ts';
import { routeFeedback, transferFeedback } from './routing/actions.ts';
import * as schemasOfRouting from './routing/schemas.ts';
import { submitFeedback } from './submission/actions.ts';
import * as schemasOfSubmission from './submission/schemas.ts';

export const feedbackOperations: Operation[] = [
  ...clockOperations,
  ...afterOperations,
  operation<schemasOfSubmission.Submission>({
    id: 'submitFeedback',
    method: 'post',
    path: '/feedback',
    who: 'anyone',
    summary: 'Hand in feedback, a recommendation or a question',
    body: schemasOfSubmission.submission,
    status: 201,
    reads: 'Idempotency-Key',
    result: Joi.object({
      code: Joi.string().required(),
      key: Joi.string().required(),
      dueAt: Joi.string().isoDate().required(),
      provisional: Joi.boolean().required(),
      receivedAt: Joi.string().isoDate().required(),
    }),
    handler: ({ context, body, idempotencyKey }) =>
      submitFeedback(context, body, { channel: 'api', idempotencyKey }),
  }),
  operation<unknown, schemasOfLists.ListQuery>({
    id: 'listFeedback',
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    summary:
      'Items, newest first, or with q the best first of the newest 5,000 found; text only of those accepted and published',
    query: schemasOfLists.listQuery,
    result: Joi.object({ items: Joi.array().items(item).required(), next: Joi.string() }),
    handler: ({ context, query }) => listFeedback(context, query),
  }),
  operation({
    id: 'getFeedback',
    method: 'get',
    path: '/feedback/{code}',
    who: 'anyone',
    summary: 'One item with its timeline; with the receipt key also the sender’s own part',
    reads: 'Receipt-Key',
    result: wholeItem,
    handler: async ({ context, params, receiptKey }) => {
      const code = params['code']!;
      if (!receiptKey) return apiItem(await itemPage(context, code));
      await receiptOpens(code, receiptKey);
      return apiItem(await itemPage({ ...context, actor: { kind: 'visitor', holds: [code] } }, code));
    },
  }),
  operation<schemasOfRouting.Routing>({
    id: 'routeFeedback',
    method: 'post',
    path: '/feedback/{code}/routing',
    who: ['coordinator'],
    summary: 'Send an accepted item to the responsible unit',
    body: schemasOfRouting.routing,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await routeFeedback(context, params['code']!, body);
      return apiItem(await itemPage(context, params['code']!));
    },
  }),
  operation<{ unit: string; reason: string }>({
    id: 'transferFeedback',
    method: 'post',
    path: '/feedback/{code}/transfer',
    who: ['coordinator', 'head'],
    summary: 'Hand an item to another unit',
    body: schemasOfRouting.transfer,
    result: item,
    handler: async ({ context, params, body }): Promise<PublicItem> => {
      await transferFeedback(context, params['code']!, body);
      const { timeline: _timeline, own: _own, ...shown } = apiItem(await itemPage(context, params['code']!));
      return shown;
    },
  }),
  operation<schemasOfAnswering.WholeAnswer>({
    id: 'answerFeedback',
    method: 'post',
    path: '/feedback/{code}/answer',
    who: ['official', 'head'],
    summary:
      'Answer: an official’s goes to the head of the unit for approval, a head’s is sent and published',
    body: schemasOfAnswering.answer,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await answerFeedback(context, params['code']!, body);
      return apiItem(await itemPage(context, params['code']!));
    },
  }),
  operation<schemasOfAnswering.AnswerToCheck>({
    id: 'checkAnswer',
    method: 'post',
    path: '/feedback/{code}/answer/check',
    who: ['official', 'head'],
    summary: 'Check of a draft answer: verdict, findings with their words, points answered, what is missing',
    body: schemasOfAnswering.answerToCheck,
    result: answerReport,
    handler: ({ context, params, body }) => checkAnswer(context, params['code']!, body),
  }),
];
