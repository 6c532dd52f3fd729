import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { changeItem, followItem, type ItemVerb } from '../item/change.ts';
import { itemRow } from '../item/find.ts';
import { canChangeContact } from '../item/policy.ts';
import type { Contact } from '../item/rules/contact.ts';

export const CHANGE_CONTACT: ItemVerb = { entry: 'feedback.contact-changed', may: canChangeContact };

/** The sender, by key: another address, or a first one. A letter to it can be confirmed; the same again sends it anew. */
export function changeContact(context: Context, code: string, email: string): Promise<void> {
  return changeItem(context, code, CHANGE_CONTACT, (item) => {
    const before = item.sender.email;
    item.set('sender.email', email);
    item.set('contact', null);
    return { personal: { before: before ?? '', email } };
  });
}

/** What stands in the link of a letter: it is worth nothing once the address is another. */
export function contactToken({ site }: Context, code: string, email: string): string {
  return site.tokens.derived('contact', `${code} ${email}`);
}

/** @throws NotFound for a link to an address that is no longer that of the item */
export async function contactOpens(context: Context, code: string, token: string): Promise<void> {
  const email = (await itemRow(code))?.sender.email;
  if (!email || !context.site.tokens.isDerived(token, 'contact', `${code} ${email}`)) throw new NotFound();
}

export async function confirmContact(context: Context, code: string, token: string): Promise<void> {
  await contactOpens(context, code, token);
  await followItem(context, code, (item) => {
    if (item.contact?.confirmedAt && !item.contact.undeliveredAt) return undefined;
    const confirmed: Contact = { confirmedAt: context.now, undeliveredAt: null };
    item.set('contact', confirmed);
    return { name: 'feedback.contact-confirmed' };
  });
}

/** A letter about an item has not reached its sender, for good. Nothing happens where the address is another by now. */
export function noteUndelivered(context: Context, code: string, address: string): Promise<void> {
  return followItem(context, code, (item) => {
    if (item.sender.email?.toLowerCase() !== address.toLowerCase() || item.contact?.undeliveredAt)
      return undefined;
    item.set('contact', { confirmedAt: item.contact?.confirmedAt ?? null, undeliveredAt: context.now });
    return { name: 'feedback.contact-undelivered' };
  });
}
