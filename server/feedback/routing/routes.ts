import type { Route } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { routeFeedback, transferFeedback } from './actions.ts';
import { assignById } from './assign-by-id.ts';
import { decideDispute, disputeFeedback } from './dispute.ts';
import { assignment, type Routing, routing, transfer } from './schemas.ts';

const WHO = ['screen'] as const;

export const routingRoutes: Route[] = [
  itemForm<Routing>('routing', {
    who: WHO,
    body: routing,
    act: ({ context, body }, code) => routeFeedback(context, code, body),
  }),
  itemForm<{ unit: string; reason: string }>('transfer', {
    who: ['screen', 'approve'],
    body: transfer,
    act: ({ context, body }, code) => transferFeedback(context, code, body),
  }),
  itemForm<{ assignee: string }>('assignment', {
    who: ['screen', 'answer'],
    body: assignment,
    act: ({ context, body }, code) => assignById(context, code, body.assignee),
  }),
  itemForm<{ unit: string; reason: string }>('dispute', {
    who: ['answer'],
    body: transfer,
    act: ({ context, body }, code) => disputeFeedback(context, code, body),
  }),
  itemForm<{ unit: string; reason: string }>('dispute-decision', {
    who: ['screen'],
    body: transfer,
    act: ({ context, body }, code) => decideDispute(context, code, body),
  }),
];
