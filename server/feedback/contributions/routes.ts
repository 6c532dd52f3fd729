import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { askContribution, giveContribution, withdrawContribution } from './actions.ts';
import * as schemas from './schemas.ts';

export const contributionRoutes: Route[] = [
  itemForm<schemas.ContributionRequest>('contribution-request', {
    who: ['answer'],
    body: schemas.contributionRequest,
    act: ({ context, body }, code) => askContribution(context, code, body),
  }),
  itemForm<{ n: number; text: string }>('contribution', {
    who: ['answer'],
    body: schemas.contributionText,
    act: ({ context, body }, code) => giveContribution(context, code, body),
  }),
  itemForm<{ n: number }>('contribution-withdrawal', {
    who: ['answer'],
    body: schemas.contributionWithdrawal,
    act: ({ context, body }, code) => withdrawContribution(context, code, body),
  }),
];
