import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { splitFeedback, undoSplit } from './actions.ts';
import { linkFeedback, unlinkFeedback } from './links.ts';
import { linking, splitByProgram } from './schemas.ts';

const STAFF = ['screen', 'answer'] as const;

export const splittingOperations: Operation[] = [
  operation({
    id: 'splitFeedback',
    method: 'post',
    path: '/feedback/{code}/split',
    who: STAFF,
    summary:
      'Split a submission that holds several matters: each part becomes an item of its own after a minute in which it can be undone',
    body: splitByProgram,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await splitFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'undoSplit',
    method: 'post',
    path: '/feedback/{code}/split-undoing',
    who: STAFF,
    summary: 'Undo a split while nothing was made of it and nobody was told',
    result: wholeItem,
    handler: async ({ context, params }) => {
      await undoSplit(context, params.code);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'linkFeedback',
    method: 'post',
    path: '/feedback/{code}/linking',
    who: STAFF,
    summary: 'Note that another item has to do with this one; each is answered by itself',
    body: linking,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await linkFeedback(context, params.code, body.other);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'unlinkFeedback',
    method: 'post',
    path: '/feedback/{code}/unlinking',
    who: STAFF,
    summary: 'Take a link between two items away',
    body: linking,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await unlinkFeedback(context, params.code, body.other);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
