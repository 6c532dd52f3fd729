import { codesIn, unknownAmong } from '../feedback/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { lettersFace, withoutSecrets } from '../platform/mail/letters.ts';
import { type LetterStatus, Outbox, type OutboxLetter } from '../platform/mail/outbox.ts';
import { NoticeSettings } from './model.ts';
import type { DigestChoice } from './rules.ts';

export const LETTER_STATUSES: LetterStatus[] = ['waiting', 'sending', 'sent', 'uncertain', 'failed'];
const PAGE_SIZE = 50;

/** Whether somebody has the letter of the day. @param id of the account */
export async function chosenDigest(id: string): Promise<DigestChoice> {
  return (await NoticeSettings.findById(`a.${id}`, { digest: 1 }).lean())?.digest ?? 'daily';
}

/** Where the next page begins: time and id of the last letter. Those of one moment are many. */
const cursorOf = ({ createdAt, _id }: OutboxLetter) => `${createdAt.getTime()}-${_id}`;

/** What `after` may be: a time that a date can hold; an address from before ids were in it works on. */
export const CURSOR = /^\d{1,15}(-[\x21-\x7e]{1,300})?$/;

function afterCursor(after: string): object {
  const [time, ...id] = after.split('-');
  const createdAt = new Date(Number(time));
  const older = { createdAt: { $lt: createdAt } };
  return id.length > 0 ? { $or: [older, { createdAt, _id: { $lt: id.join('-') } }] } : older;
}

/** Whoever works for a unit opens no letter that names an item about its conduct: letters hold what the items hold. */
async function knownTo<L extends Pick<OutboxLetter, 'about' | 'subject' | 'text'>>(
  context: Context,
  letters: L[],
): Promise<L[]> {
  const { actor } = context;
  if (!isStaff(actor) || actor.units.length === 0) return letters;
  const named = ({ about = '', subject, text = '' }: L) => codesIn(`${about} ${subject} ${text}`);
  const hidden = await unknownAmong(context, letters.flatMap(named));
  return letters.filter((letter) => !named(letter).some((code) => hidden.has(code)));
}

/** Letters of the outbox, newest first. @param after see `cursorOf` */
export async function listLetters(
  context: Context,
  query: { status?: LetterStatus; after?: string },
): Promise<{ letters: OutboxLetter[]; next?: string }> {
  const filter = {
    ...(query.status ? { status: query.status } : {}),
    ...(query.after ? afterCursor(query.after) : {}),
  };
  const found = await Outbox.find(filter, { html: 0, text: 0 })
    .sort({ createdAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<OutboxLetter[]>();
  const page = found.slice(0, PAGE_SIZE);
  const letters = await knownTo(context, page);
  for (const letter of letters) letter.subject = withoutSecrets(letter.subject);
  return { letters, ...(found.length > PAGE_SIZE ? { next: cursorOf(page.at(-1)!) } : {}) };
}

/** Letters that somebody has to decide about: nobody knows whether they arrived, or they cannot be sent. */
export async function lettersToDecide(): Promise<number> {
  return Outbox.countDocuments({ status: { $in: ['uncertain', 'failed'] } });
}

/** How many letters there are of each status, but for those that are sent. */
export async function letterCounts(): Promise<Partial<Record<LetterStatus, number>>> {
  const open = LETTER_STATUSES.filter((status) => status !== 'sent');
  const counts = await Promise.all(open.map((status) => Outbox.countDocuments({ status })));
  return Object.fromEntries(open.map((status, at) => [status, counts[at]!]));
}

/** A letter as those may read it who look after the outbox. @throws NotFound */
export async function letterById(context: Context, id: string): Promise<Omit<OutboxLetter, 'html'>> {
  const found = await Outbox.findById(id).lean<OutboxLetter>();
  const [letter] = found ? await knownTo(context, [found]) : [];
  if (!letter) throw new NotFound();
  const { html, ...row } = letter;
  return { ...row, ...lettersFace(letter) };
}
