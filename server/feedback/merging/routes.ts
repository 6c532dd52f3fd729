import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { mergeFeedback, unmergeFeedback } from './actions.ts';
import { merging } from './schemas.ts';

const WHO = ['screen'] as const;

export const mergingRoutes: Route[] = [
  itemForm<{ into: string }>('merging', {
    who: WHO,
    body: merging,
    act: ({ context, body }, code) => mergeFeedback(context, code, body.into),
  }),
  itemForm('unmerging', {
    who: WHO,
    body: undefined,
    act: ({ context }, code) => unmergeFeedback(context, code),
  }),
];
