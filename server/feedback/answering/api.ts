import { type Operation, operation } from '../../platform/api/operation.ts';
import { answerReport } from '../answer-check/api-shapes.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { answerFeedback, checkAnswer } from './actions.ts';
import { answer, answerToCheck } from './schemas.ts';

export const answeringOperations: Operation[] = [
  operation({
    id: 'answerFeedback',
    method: 'post',
    path: '/feedback/{code}/answer',
    who: ['official', 'head'],
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
    who: ['official', 'head'],
    summary: 'Check of a draft answer: verdict, findings with their words, points answered, what is missing',
    body: answerToCheck,
    result: answerReport,
    handler: ({ context, params, body }) => checkAnswer(context, params.code, body),
  }),
];
