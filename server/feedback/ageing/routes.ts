import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { againOnItem } from '../item-page/routes.ts';
import { lookAgain } from './actions.ts';
import { type LookTyped, lookForm } from './schemas.ts';

export const ageingRoutes: Route[] = [
  {
    ...itemForm<LookTyped>('answer-look', {
      who: ['screen', 'approve'],
      body: lookForm,
      act: ({ context, body }, code) => lookAgain(context, code, body),
    }),
    again: againOnItem('answer-look', { as: 'feedback.ageing.as', note: 'feedback.ageing.note' }),
  },
];
