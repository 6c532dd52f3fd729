import { Journal } from './model.ts';

/**
 * Empties the personal parts of all that has happened to a document; the sealed record counts them as erased.
 * @returns false: something is still on its way, and its reactions read them
 */
export async function emptyPersonalParts({
  _id,
  pending,
}: {
  _id: unknown;
  pending: unknown[];
}): Promise<boolean> {
  const of = { 'subject.id': String(_id) };
  if (pending.length > 0 || (await Journal.exists({ ...of, open: true }))) return false;
  await Journal.updateMany({ ...of, personal: { $ne: {} } }, { $set: { personal: {} } });
  return true;
}
