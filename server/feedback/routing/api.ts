import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, item, wholeItem } from '../item-page/api-shapes.ts';
import { itemCall } from '../item-page/item-call.ts';
import { itemPage } from '../item-page/queries.ts';
import type { PublicItem } from '../item-page/shape.ts';
import { routeFeedback, transferFeedback } from './actions.ts';
import { assignById } from './assign-by-id.ts';
import { decideDispute, disputeFeedback } from './dispute.ts';
import { assignment, routing, transfer } from './schemas.ts';

type Unit = { unit: string; reason: string };

export const routingOperations: Operation[] = [
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
