import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemCall } from '../item-page/item-call.ts';
import { itemPage } from '../item-page/queries.ts';
import { apologiseFeedback } from './apologise.ts';
import { declineExtension, extendFeedback } from './extend.ts';
import { type ApologyInput, apology, extension, extensionDecline } from './schemas.ts';

export const clockOperations: Operation[] = [
  operation({
    id: 'extendFeedback',
    method: 'post',
    path: '/feedback/{code}/extension',
    who: ['answer'],
    summary:
      'Move the date once, before it has passed: an official’s goes to the head, a head’s counts at once',
    body: extension,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await extendFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  itemCall<{ reason: string }>('declineExtension', 'extension-decline', {
    who: ['approve'],
    summary: 'Do not give the time that an official has asked for',
    body: extensionDecline,
    act: ({ context, body }, code) => declineExtension(context, code, body.reason),
  }),
  itemCall<ApologyInput>('apologiseFeedback', 'apology', {
    who: ['answer'],
    summary: 'Apologise for a late answer, with the cause and another date (yyyy-mm-dd)',
    body: apology,
    act: ({ context, body }, code) => apologiseFeedback(context, code, body),
  }),
];
