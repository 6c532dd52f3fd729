import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { mergeFeedback, unmergeFeedback } from './actions.ts';
import { merging } from './schemas.ts';

const COORDINATOR = ['coordinator'] as const;

export const mergingRoutes: Route[] = [
  itemForm<{ into: string }>('merging', {
    who: COORDINATOR,
    body: merging,
    act: ({ context, body }, code) => mergeFeedback(context, code, body.into),
  }),
  itemForm('unmerging', {
    who: COORDINATOR,
    body: undefined,
    act: ({ context }, code) => unmergeFeedback(context, code),
  }),
];
