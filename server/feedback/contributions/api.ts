import Joi from 'joi';
import { type Operation, operation } from '../../platform/api/operation.ts';
import { itemCall } from '../item-page/item-call.ts';
import { askContribution, giveContribution, withdrawContribution } from './actions.ts';
import * as schemas from './schemas.ts';

export const contributionOperations: Operation[] = [
  itemCall<schemas.ContributionRequest>('askContribution', 'contribution-request', {
    who: ['answer'],
    summary: 'Ask another unit for its part of the answer, until a day (yyyy-mm-dd)',
    body: schemas.contributionRequest,
    act: ({ context, body }, code) => askContribution(context, code, body),
  }),
  itemCall<{ n: number }>('withdrawContribution', 'contribution-withdrawal', {
    who: ['answer'],
    summary: 'Take back that a part was asked for, by its number',
    body: schemas.contributionWithdrawal,
    act: ({ context, body }, code) => withdrawContribution(context, code, body),
  }),
  operation({
    id: 'giveContribution',
    method: 'post',
    path: '/feedback/{code}/contribution',
    who: ['answer'],
    summary: 'Give the part of the answer that one’s unit was asked for, by its number',
    body: schemas.contributionText,
    // Whoever gives a part may see no more of the item than was asked.
    result: Joi.object({ code: Joi.string().required() }),
    handler: async ({ context, params: { code }, body }) => {
      await giveContribution(context, code, body);
      return { code };
    },
  }),
];
