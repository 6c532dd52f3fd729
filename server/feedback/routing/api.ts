import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { unitsSuggested } from '../desk/suggested.ts';
import { apiItem, item, named, wholeItem } from '../item-page/api-shapes.ts';
import { itemCall } from '../item-page/item-call.ts';
import { itemPage } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { routeFeedback, transferFeedback } from './actions.ts';
import { assignById } from './assign-by-id.ts';
import { decideDispute, disputeFeedback } from './dispute.ts';
import { assignment, routing, transfer } from './schemas.ts';

type Unit = { unit: string; reason: string };

const suggestedUnits = Joi.object({
  decided: Joi.string().allow(null).required(),
  learned: Joi.object({
    percent: Joi.number().required(),
    units: Joi.array().items(
      Joi.object({
        slug: Joi.string().required(),
        name: named.extract('name'),
        words: Joi.array().items(Joi.string()),
      }),
    ),
  }),
}).meta({ title: 'SuggestedUnits' });

export const routingOperations: Operation[] = [
  operation({
    id: 'suggestUnits',
    method: 'get',
    path: '/feedback/{code}/suggested-units',
    who: ['screen'],
    summary:
      'The unit that follows from what an item is about and, where no regulation decides, those that the site’s own items speak for, with their words',
    result: suggestedUnits,
    handler: async ({ context, params }) => {
      const item = await itemPage(context, params.code);
      const { suggestion, learned } = await unitsSuggested({ item }, context.now);
      return { decided: suggestion.unit, ...(learned ? { learned } : {}) };
    },
  }),
  operation({
    id: 'routeFeedback',
    method: 'post',
    path: '/feedback/{code}/routing',
    who: ['screen'],
    summary: 'Send an accepted item to the responsible unit',
    body: routing,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await routeFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'transferFeedback',
    method: 'post',
    path: '/feedback/{code}/transfer',
    who: ['screen', 'approve'],
    summary: 'Hand an item to another unit',
    body: transfer,
    result: item,
    handler: async ({ context, params, body }): Promise<PublicItem> => {
      await transferFeedback(context, params.code, body);
      const { timeline: _timeline, own: _own, ...shown } = apiItem(await itemPage(context, params.code));
      return shown;
    },
  }),
  itemCall<{ assignee: string }>('assignFeedback', 'assignment', {
    who: ['screen', 'answer'],
    summary: 'Give an item to somebody of its unit, by the id of the account',
    body: assignment,
    act: ({ context, body }, code) => assignById(context, code, body.assignee),
  }),
  itemCall<Unit>('disputeFeedback', 'dispute', {
    who: ['answer'],
    summary: 'Say that the unit is not competent, and which one is',
    body: transfer,
    act: ({ context, body }, code) => disputeFeedback(context, code, body),
  }),
  itemCall<Unit>('decideDispute', 'dispute-decision', {
    who: ['screen'],
    summary: 'Decide which unit has to answer',
    body: transfer,
    act: ({ context, body }, code) => decideDispute(context, code, body),
  }),
];
