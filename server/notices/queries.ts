import { NotFound } from '../platform/errors.ts';
import { lettersFace, withoutSecrets } from '../platform/mail/letters.ts';
import { type LetterStatus, Outbox, type OutboxLetter } from '../platform/mail/outbox.ts';

export const LETTER_STATUSES: LetterStatus[] = ['waiting', 'sending', 'sent', 'uncertain', 'failed'];
const PAGE_SIZE = 50;

/** Letters of the outbox, newest first. @param after time of the last one seen, in milliseconds */
export async function listLetters(query: {
  status?: LetterStatus;
  after?: number;
}): Promise<{ letters: OutboxLetter[]; next?: number }> {
  const filter = {
    ...(query.status ? { status: query.status } : {}),
    ...(query.after ? { createdAt: { $lt: new Date(query.after) } } : {}),
  };
  const letters = await Outbox.find(filter, { html: 0, text: 0 })
    .sort({ createdAt: -1 })
    .limit(PAGE_SIZE)
    .lean<OutboxLetter[]>();
  for (const letter of letters) letter.subject = withoutSecrets(letter.subject);
  const last = letters[PAGE_SIZE - 1];
  return { letters, ...(last ? { next: last.createdAt.getTime() } : {}) };
}

/** A letter as administrators may read it. @throws NotFound */
export async function letterById(id: string): Promise<Omit<OutboxLetter, 'html'>> {
  const letter = await Outbox.findById(id).lean<OutboxLetter>();
  if (!letter) throw new NotFound();
  const { html, ...row } = letter;
  return { ...row, ...lettersFace(letter) };
}
