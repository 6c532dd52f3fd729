import { Outbox } from '../platform/mail/outbox.ts';

const AT_ONCE = 200;

/** Letters to followers that the server of the mailbox does not take, for good. */
export async function refusedLetters(): Promise<{ _id: string; to: string }[]> {
  const rows = await Outbox.find({ refused: 'new' }, { to: 1, letter: 1 })
    .sort({ _id: 1 })
    .limit(AT_ONCE)
    .lean();
  return rows.filter(({ letter }) => letter.startsWith('following/')).map(({ _id, to }) => ({ _id, to }));
}

export async function noteRefusals(ids: readonly string[]): Promise<void> {
  await Outbox.updateMany({ _id: { $in: [...ids] } }, { $set: { refused: 'told' } });
}
