import { Outbox } from '../../platform/mail/outbox.ts';

const AT_ONCE = 200;

export interface RefusedLetter {
  _id: string;
  code: string;
  to: string;
}

/** Letters about items that the server of the reader does not take, for good, and of which the items do not know yet. */
export async function refusedLetters(): Promise<RefusedLetter[]> {
  const rows = await Outbox.find(
    { refused: 'new', about: { $gt: '' }, by: { $exists: false } },
    { about: 1, to: 1, letter: 1 },
  )
    .sort({ _id: 1 })
    .limit(AT_ONCE)
    .lean();
  // What followers get is about the item of somebody else.
  const own = rows.filter(({ letter }) => !letter.startsWith('following/'));
  return own.map(({ _id, about, to }) => ({ _id, code: about!, to }));
}

export async function noteTold(ids: readonly string[]): Promise<void> {
  await Outbox.updateMany({ _id: { $in: [...ids] } }, { $set: { refused: 'told' } });
}
