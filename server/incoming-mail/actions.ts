import { unknownAmong } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { changesOf, type Verb } from '../platform/journal/index.ts';
import { IncomingLetter, type IncomingLetterDocument, type IncomingLetterFields } from './model.ts';
import { canReadLetters } from './policy.ts';

const { change } = changesOf<string, IncomingLetterDocument, 'incoming-mail.done'>({
  async find(context, id) {
    const letter = await IncomingLetter.findById(id);
    const hidden = letter?.code && (await unknownAmong(context, [letter.code])).size > 0;
    return hidden ? null : letter;
  },
  saved: (letter) => letter,
  code: ({ code }) => code ?? '',
});

const DONE: Verb<IncomingLetterFields, 'incoming-mail.done'> = {
  entry: 'incoming-mail.done',
  may: canReadLetters,
};

/** Somebody has read it and done what it asks for: its words are not needed here any more. */
export function letterDone(context: Context, id: string): Promise<void> {
  return change(context, id, DONE, (letter) => {
    if (letter.doneAt) return undefined;
    letter.doneAt = context.now;
    letter.set({ subject: undefined, text: undefined });
    return { details: { reason: letter.reason } };
  });
}

const DEALT_WITH = { $or: [{ outcome: { $ne: 'to-read' as const } }, { doneAt: { $ne: null } }] };

/** What has come before a moment; what waits for a person stays. @returns how many */
export async function dropOldMails(before: Date): Promise<number> {
  const old = { at: { $lt: before }, pending: { $size: 0 }, ...DEALT_WITH };
  return (await IncomingLetter.deleteMany(old)).deletedCount;
}

export function countOldMails({ from, to }: { from: Date; to: Date }): Promise<number> {
  return IncomingLetter.countDocuments({ at: { $gte: from, $lt: to }, ...DEALT_WITH });
}

/** They are few: what is older is gone. */
export async function dropMailsAbout(code: string): Promise<void> {
  await IncomingLetter.deleteMany({ code, pending: { $size: 0 }, ...DEALT_WITH });
}
