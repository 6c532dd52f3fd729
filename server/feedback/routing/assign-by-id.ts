import { staffOf } from '../../accounts/index.ts';
import type { Context } from '../../platform/context.ts';
import { Invalid, NotFound } from '../../platform/errors.ts';
import { itemRow } from '../item/find.ts';
import { assignFeedback } from './actions.ts';

/** @throws Invalid when the person does not work in the unit that has the item */
export async function assignById(context: Context, code: string, assignee: string): Promise<void> {
  const item = await itemRow(code);
  if (!item) throw new NotFound();
  const { unit } = item;
  const people = unit
    ? [...(await staffOf({ role: 'official', unit })), ...(await staffOf({ role: 'head', unit }))]
    : [];
  const person = people.find(({ id }) => id === assignee);
  if (!person) throw new Invalid({ assignee: { text: 'errors.field.choose' } });
  await assignFeedback(context, code, { id: person.id, name: person.name });
}
