import { type Operation, operation } from '../../platform/api/operation.ts';
import { answerReport } from '../answer-check/api-shapes.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemCall } from '../item-page/item-call.ts';
import { itemPage } from '../item-page/queries.ts';
import { answerFeedback, approveAnswer, checkAnswer, returnAnswer } from './actions.ts';
import { correctAnswer } from './correct.ts';
import { interimAnswer } from './interim.ts';
import {
  type Approval,
  answer,
  answerReturn,
  answerToCheck,
  approval,
  type CorrectionGiven,
  correction,
  type Interim,
  interim,
  type Return,
} from './schemas.ts';

export const answeringOperations: Operation[] = [
  operation({
    id: 'answerFeedback',
    method: 'post',
    path: '/feedback/{code}/answer',
    who: ['answer'],
    summary:
      'Answer: an official’s goes to the head of the unit for approval, a head’s is sent and published',
    body: answer,
    result: wholeItem,
    handler: async ({ context, params, body }) => {
      await answerFeedback(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
  operation({
    id: 'checkAnswer',
    method: 'post',
    path: '/feedback/{code}/answer/check',
    who: ['answer'],
    summary: 'Check of a draft answer: verdict, findings with their words, points answered, what is missing',
    body: answerToCheck,
    result: answerReport,
    handler: ({ context, params, body }) => checkAnswer(context, params.code, body),
  }),
  itemCall<Interim>('interimAnswer', 'interim-answer', {
    who: ['answer'],
    summary: 'Tell the sender the news on the way, with a date for the answer',
    body: interim,
    act: ({ context, body }, code) => interimAnswer(context, code, body),
  }),
  itemCall<Approval>('approveAnswer', 'answer-approval', {
    who: ['approve'],
    summary: 'Approve the answer of an official: it is sent and published',
    body: approval,
    act: ({ context, body: { cause, apology, override, confirmed } }, code) =>
      approveAnswer(context, code, { cause, reason: apology, override, confirmed }),
  }),
  itemCall<Return>('returnAnswer', 'answer-return', {
    who: ['approve'],
    summary: 'Send the answer of an official back, with what should change',
    body: answerReturn,
    act: ({ context, body }, code) => returnAnswer(context, code, body),
  }),
  itemCall<CorrectionGiven>('correctAnswer', 'answer-correction', {
    who: ['approve'],
    summary:
      'Correct a published answer, with a note that everybody reads; the earlier version stays in view',
    body: correction,
    act: ({ context, body }, code) => correctAnswer(context, code, body),
  }),
];
