import { staffOf } from '../../accounts/index.ts';
import { UNIT_ROLES } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import type { Route, Visit } from '../../platform/web/route.ts';
import { itemForm } from '../item-page/form-routes.ts';
import { itemPage } from '../item-page/queries.ts';
import { assignFeedback, routeFeedback, transferFeedback } from './actions.ts';
import { decideDispute, disputeFeedback } from './dispute.ts';
import { assignment, type Routing, routing, transfer } from './schemas.ts';

const COORDINATOR = ['coordinator'] as const;

/** @throws Invalid when the person does not work in the unit that has the item */
async function assign({ context, body }: Visit<{ assignee: string }>, code: string): Promise<void> {
  const { unit } = await itemPage(context, code);
  const people = unit
    ? [
        ...(await staffOf({ role: 'official', unit: unit.slug })),
        ...(await staffOf({ role: 'head', unit: unit.slug })),
      ]
    : [];
  const person = people.find((each) => each.id === body.assignee);
  if (!person) throw new Invalid({ assignee: { text: 'errors.field.choose' } });
  await assignFeedback(context, code, { id: person.id, name: person.name });
}

export const routingRoutes: Route[] = [
  itemForm<Routing>('routing', {
    who: COORDINATOR,
    body: routing,
    act: ({ context, body }, code) => routeFeedback(context, code, body),
  }),
  itemForm<{ unit: string; reason: string }>('transfer', {
    who: ['coordinator', 'head'],
    body: transfer,
    act: ({ context, body }, code) => transferFeedback(context, code, body),
  }),
  itemForm<{ assignee: string }>('assignment', {
    who: ['coordinator', ...UNIT_ROLES],
    body: assignment,
    act: assign,
  }),
  itemForm<{ unit: string; reason: string }>('dispute', {
    who: UNIT_ROLES,
    body: transfer,
    act: ({ context, body }, code) => disputeFeedback(context, code, body),
  }),
  itemForm<{ unit: string; reason: string }>('dispute-decision', {
    who: ['coordinator'],
    body: transfer,
    act: ({ context, body }, code) => decideDispute(context, code, body),
  }),
];
