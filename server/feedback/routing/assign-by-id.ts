import { staffOf } from '../../accounts/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { findKnown } from '../item/find.ts';
import { assignFeedback } from './actions.ts';

/** @throws Invalid when the person does not work in the unit that has the item */
export async function assignById(context: Context, code: string, assignee: string): Promise<void> {
  const { unit } = await findKnown(context, code);
  const people = unit
    ? [...(await staffOf({ role: 'official', unit })), ...(await staffOf({ role: 'head', unit }))]
    : [];
  const person = people.find(({ id }) => id === assignee);
  if (!person) throw new Invalid({ assignee: { text: 'errors.field.choose' } });
  await assignFeedback(context, code, { id: person.id, name: person.name });
}
