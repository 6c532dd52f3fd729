import { type Operation, operation } from '../../platform/api/operation.ts';
import { apiItem, wholeItem } from '../item-page/api-shapes.ts';
import { itemPage } from '../item-page/queries.ts';
import { lookAgain } from './actions.ts';
import { lookForm } from './schemas.ts';

export const ageingOperations: Operation[] = [
  operation({
    id: 'lookAtAnswerAgain',
    method: 'post',
    path: '/feedback/{code}/answer-look',
    who: ['screen', 'approve'],
    summary: 'The office says whether an answer still holds that rests on a rule which has ended',
    body: lookForm,
    result: wholeItem,
    async handler({ context, params, body }) {
      await lookAgain(context, params.code, body);
      return apiItem(await itemPage(context, params.code));
    },
  }),
];
