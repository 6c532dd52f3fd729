import { addDays } from '../city/dates.ts';
import { hiddenCodes } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { changesOf, type Verb } from '../platform/journal/index.ts';
import { IncomingLetter, type IncomingLetterDocument, type IncomingLetterFields } from './model.ts';
import { canReadLetters } from './policy.ts';
import { KEPT_DAYS } from './rules.ts';

const { change } = changesOf<string, IncomingLetterDocument, 'incoming-mail.done'>({
  async find({ actor }, id) {
    const letter = await IncomingLetter.findById(id);
    const hidden = letter?.code ? await hiddenCodes(actor, [letter.code]) : [];
    return hidden.length > 0 ? null : letter;
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

/** Letters of long ago; those that wait for a person stay. */
export async function forgetLetters({ now }: Context): Promise<void> {
  const old = { at: { $lt: addDays(now, -KEPT_DAYS) }, pending: { $size: 0 } };
  await IncomingLetter.deleteMany({
    ...old,
    $or: [{ outcome: { $ne: 'to-read' } }, { doneAt: { $ne: null } }],
  });
}
