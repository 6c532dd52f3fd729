import Joi from 'joi';
import { type Operation, operation } from '../platform/api/operation.ts';
import * as actions from './actions.ts';
import { type ItemPage, itemPage, listFeedback, type PublicItem } from './queries.ts';
import { receiptOpens } from './receipts.ts';
import { KINDS, OUTCOMES, PUBLIC_LABELS } from './rules.ts';
import * as schemas from './schemas.ts';

const named = Joi.object({
  slug: Joi.string().required(),
  name: Joi.object({ vi: Joi.string(), en: Joi.string(), ru: Joi.string() }),
});

const itemFields = {
  code: Joi.string().required(),
  label: Joi.string()
    .valid(...PUBLIC_LABELS)
    .required(),
  regulation: named,
  receivedAt: Joi.string().isoDate().required(),
  dueAt: Joi.string().isoDate().required(),
  deadline: Joi.string().required(),
  closedAt: Joi.string().isoDate().allow(null),
  open: Joi.boolean().required(),
  kind: Joi.string().valid(...KINDS),
  language: Joi.string(),
  unit: named,
  subject: Joi.string(),
  text: Joi.string(),
  textDeclined: Joi.boolean(),
  answer: Joi.object({ outcome: Joi.string().valid(...OUTCOMES), text: Joi.string() }),
};

const words = Joi.object({ subject: Joi.string(), text: Joi.string() });

const item = Joi.object(itemFields);
const wholeItem = Joi.object({
  ...itemFields,
  timeline: Joi.array().items(
    Joi.object({
      name: Joi.string(),
      at: Joi.string().isoDate(),
      unit: named,
      by: Joi.string(),
      reason: Joi.string(),
    }),
  ),
  own: Joi.object({
    original: words,
    messages: Joi.array().items(
      Joi.object({ at: Joi.string().isoDate(), from: Joi.string(), text: Joi.string() }),
    ),
    refusal: Joi.object({ ground: Joi.string(), guidance: Joi.string() }).allow(null),
    answerText: Joi.string(),
    ward: named,
    waiting: Joi.boolean(),
  }),
});

/** The item as the API shows it: what the desk alone needs stays with the pages. */
function apiItem({
  inside: _inside,
  may: _may,
  version: _version,
  ...shown
}: ItemPage): Omit<ItemPage, 'inside' | 'may' | 'version'> {
  return shown;
}

export const feedbackOperations: Operation[] = [
  operation<schemas.Submission>({
    id: 'submitFeedback',
    method: 'post',
    path: '/feedback',
    who: 'anyone',
    summary: 'Hand in feedback, a recommendation or a question',
    body: schemas.submission,
    status: 201,
    result: Joi.object({
      code: Joi.string().required(),
      key: Joi.string().required(),
      dueAt: Joi.string().isoDate().required(),
      receivedAt: Joi.string().isoDate().required(),
    }),
    handler: ({ context, body, idempotencyKey }) =>
      actions.submitFeedback(context, body, { channel: 'api', idempotencyKey }),
  }),
  operation<unknown, schemas.ListQuery>({
    id: 'listFeedback',
    method: 'get',
    path: '/feedback',
    who: 'anyone',
    summary: 'Items, newest first; text only of those accepted and published',
    query: schemas.listQuery,
    result: Joi.object({ items: Joi.array().items(item).required(), next: Joi.string() }),
    handler: ({ context, query }) => listFeedback(context, query),
  }),
  operation({
    id: 'getFeedback',
    method: 'get',
    path: '/feedback/{code}',
    who: 'anyone',
    summary: 'One item with its timeline; with the receipt key also the sender’s own part',
    result: wholeItem,
    handler: async ({ context, params, receiptKey }) => {
      const code = params['code']!;
      if (!receiptKey) return apiItem(await itemPage(context, code));
      await receiptOpens(code, receiptKey);
      return apiItem(await itemPage({ ...context, actor: { kind: 'visitor', holds: [code] } }, code));
    },
  }),
  operation<schemas.Routing>({
    id: 'routeFeedback',
    method: 'post',
    path: '/feedback/{code}/routing',
    who: ['coordinator'],
    summary: 'Send an accepted item to the responsible unit',
    body: schemas.routing,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await actions.routeFeedback(context, params['code']!, body);
      return apiItem(await itemPage(context, params['code']!));
    },
  }),
  operation<{ unit: string; reason: string }>({
    id: 'transferFeedback',
    method: 'post',
    path: '/feedback/{code}/transfer',
    who: ['coordinator', 'head'],
    summary: 'Hand an item to another unit',
    body: schemas.transfer,
    result: item,
    handler: async ({ context, params, body }): Promise<PublicItem> => {
      await actions.transferFeedback(context, params['code']!, body);
      const { timeline: _timeline, own: _own, ...shown } = apiItem(await itemPage(context, params['code']!));
      return shown;
    },
  }),
  operation<schemas.AnswerInput>({
    id: 'answerFeedback',
    method: 'post',
    path: '/feedback/{code}/answer',
    who: ['official', 'head'],
    summary:
      'Answer: an official’s goes to the head of the unit for approval, a head’s is sent and published',
    body: schemas.answer,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await actions.answerFeedback(context, params['code']!, body);
      return apiItem(await itemPage(context, params['code']!));
    },
  }),
];
