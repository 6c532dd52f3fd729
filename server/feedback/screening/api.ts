import { type Operation, operation } from '../../platform/api/operation.ts';
import { asSender } from '../item/receipts.ts';
import type { RefusalGround } from '../item/rules/fields.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemCall } from '../item-page/item-call.ts';
import { itemPage } from '../item-page/queries.ts';
import { acceptFeedback, editPublicText, refuseFeedback, withdrawFeedback } from './actions.ts';
import { giveInfo, requestInfo } from './ask.ts';
import { classifyFeedback } from './classify.ts';
import { contestRefusalOf, takeBackRefusal, upholdRefusal } from './contest.ts';
import {
  acceptanceByProgram,
  classification,
  infoReply,
  infoRequest,
  type Lifting,
  lifting,
  refusal,
  saidWhy,
  shielding,
  type WordsOfProgram,
} from './schemas.ts';
import { liftShield, shieldFeedback } from './shield.ts';

const said = { body: saidWhy, result: wholeItem, method: 'post' } as const;

export const screeningOperations: Operation[] = [
  operation({
    ...said,
    id: 'contestRefusal',
    path: '/feedback/{code}/refusal-contest',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary: 'The sender, by the receipt key, has a refusal read again by somebody else, once',
    async handler(call) {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await contestRefusalOf(context, call.params.code, call.body);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
  operation({
    ...said,
    id: 'upholdRefusal',
    path: '/feedback/{code}/refusal-upholding',
    who: ['screen'],
    summary: 'Stay with a refusal that its sender contests; not by whoever refused',
    handler: async ({ context, params, body }) => {
      await upholdRefusal(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    ...said,
    id: 'takeBackRefusal',
    path: '/feedback/{code}/refusal-return',
    who: ['screen'],
    summary:
      'Take a refusal back: the item waits at screening again, its clock as if it had not been refused',
    handler: async ({ context, params, body }) => {
      await takeBackRefusal(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'pauseFeedback',
    method: 'post',
    path: '/feedback/{code}/pause',
    who: ['screen', 'answer'],
    summary: 'Ask the sender for what is missing: the clock stands still until the reply',
    body: infoRequest,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await requestInfo(context, params.code, body.question);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'classifyFeedback',
    method: 'post',
    path: '/feedback/{code}/complexity',
    who: ['screen', 'approve'],
    summary:
      'Say how demanding an item is, before its date has passed: the limit of the table for it counts from now on',
    body: classification,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await classifyFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  itemCall<WordsOfProgram>('acceptFeedback', 'acceptance', {
    who: ['screen'],
    summary: 'Accept an item: its public text is open from now on, as it is given here',
    body: acceptanceByProgram,
    act: async ({ context, body }, code) => {
      // What may be personal data is held up as in the form: it looks at the item as it is now.
      const { version } = await itemPage(context, code);
      await acceptFeedback(context, code, { ...body, version });
    },
  }),
  itemCall<{ ground: RefusalGround; guidance: string }>('refuseFeedback', 'refusal', {
    who: ['screen'],
    summary: 'Refuse an item by a ground of the list, with what the sender can do instead',
    body: refusal,
    act: ({ context, body }, code) => refuseFeedback(context, code, body),
  }),
  itemCall<WordsOfProgram>('editPublicText', 'public-text', {
    who: ['screen'],
    summary: 'Change the public text of an accepted item, as to take out personal data found later',
    body: acceptanceByProgram,
    act: async ({ context, body }, code) => {
      const { version } = await itemPage(context, code);
      await editPublicText(context, code, { ...body, version });
    },
  }),
  itemCall<{ unit: string }>('shieldFeedback', 'shield', {
    who: ['screen'],
    summary: 'Say that an item is about the conduct of a unit, which then neither sees nor answers it',
    body: shielding,
    act: ({ context, body }, code) => shieldFeedback(context, code, body),
  }),
  itemCall<Lifting>('liftShield', 'shield-lifting', {
    who: ['screen'],
    summary: 'Say that an item is not about the conduct of a unit after all',
    body: lifting,
    act: ({ context, body }, code) => liftShield(context, code, body),
  }),
  operation({
    id: 'replyToOffice',
    method: 'post',
    path: '/feedback/{code}/reply',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary: 'The sender, by the receipt key, gives what was asked for: the clock goes on',
    body: infoReply,
    result: wholeItem,
    handler: async (call) => {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await giveInfo(context, call.params.code, call.body.reply);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
  operation({
    id: 'withdrawFeedback',
    method: 'post',
    path: '/feedback/{code}/withdrawal',
    who: 'anyone',
    limit: 'keys',
    reads: 'Receipt-Key',
    summary: 'The sender, by the receipt key, takes the item back',
    result: wholeItem,
    handler: async (call) => {
      const context = await asSender(call.context, call.params.code, call.receiptKey);
      await withdrawFeedback(context, call.params.code);
      return apiItem(await itemPage(context, call.params.code));
    },
  }),
];
