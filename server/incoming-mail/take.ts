import { createHash } from 'node:crypto';
import addressparser from 'nodemailer/lib/addressparser';
import { addDays } from '../city/dates.ts';
import { mailAddressOf, receiveByMail, replyByMail } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { type FormFile, filesOfMarks, keepUploads, type Upload } from '../platform/files/index.ts';
import { commitNew } from '../platform/journal/index.ts';
import type { LyingMail } from '../platform/mail/mail-folder.ts';
import { type Mail, readMail } from '../platform/mail/read-mail.ts';
import { codeOfThread } from '../platform/mail/threads.ts';
import { UNSEEN, withoutHeaps } from '../platform/text.ts';
import { noteBounce } from './bounces.ts';
import { IncomingLetter, type IncomingLetterFields } from './model.ts';
import { firstLook, MOST_BYTES, withoutQuotation } from './rules.ts';

/** As the form of a submission takes them. */
const MOST_FILES = 5;
const MOST_FILE_BYTES = 10_000_000;
const MOST_SUBJECT = 160;
const MOST_TEXT = 10_000;
/** Behind it stands what the reply quotes. */
const READ_OF_REPLY = 50_000;
/** Of a letter that waits for a person; all of it lies in the mailbox. */
const MOST_SHOWN = 4_000;

type Became = Partial<IncomingLetterFields> & Pick<IncomingLetterFields, 'outcome' | 'from'>;

const idOf = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40);
/** What no text of a person holds, as forms refuse it: a letter cannot be sent back to be mended. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd\p{Cs}]/gu;
const clean = (text: string) =>
  withoutHeaps(text).normalize('NFC').replace(UNSEEN, '').replace(CONTROLS, ' ').replace(/\r\n?/g, '\n');
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * Takes a letter that lies in the mailbox. What a crash cuts off is done again: by its Message-ID and its words the letter
 * is known, so no item and no reply is made twice.
 */
export async function takeLetter(context: Context, lying: LyingMail): Promise<void> {
  const { messageId, from, subject } = lying.head;
  if (lying.bytes > MOST_BYTES) {
    const id = idOf(messageId || lying.place, from, String(lying.bytes));
    await once(context, id, async () => ({ outcome: 'to-read', reason: 'too-large', from, subject }));
    return;
  }
  const mail = await readable(await lying.source());
  if (!mail) {
    const id = idOf(messageId || lying.place, from, 'unreadable');
    await once(context, id, async () => ({ outcome: 'to-read', reason: 'unreadable', from, subject }));
    return;
  }
  // Whoever takes the Message-ID of somebody else does not make that letter unseen.
  const id = idOf(mail.messageId || lying.place, mail.from, mail.subject, mail.text);
  await once(context, id, () => became(context, id, mail));
}

async function readable(source: Buffer): Promise<Mail | undefined> {
  try {
    const mail = await readMail(source);
    return { ...mail, name: clean(mail.name), subject: clean(mail.subject), text: clean(mail.text) };
  } catch {
    // What the parser cannot read a person may.
    return undefined;
  }
}

async function once(context: Context, _id: string, take: () => Promise<Became>): Promise<void> {
  if (await IncomingLetter.exists({ _id })) return;
  const { subject, text, ...row } = await take();
  const kept = row.outcome === 'to-read' ? { subject: shortened(subject), text: shortened(text) } : {};
  const { outcome, reason, code } = row;
  const fields = { ...row, ...kept, _id, at: context.now, doneAt: null };
  const happened = { name: 'incoming-mail.taken', details: { outcome, reason }, ...(code ? { code } : {}) };
  try {
    await commitNew(context, IncomingLetter, fields as IncomingLetterFields, happened);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

const shortened = (text = '') => text.slice(0, MOST_SHOWN);

async function became(context: Context, id: string, mail: Mail): Promise<Became> {
  const { site, now } = context;
  const { from, subject, text } = mail;
  const base = { from, subject, text, files: mail.files.length };
  const looked = firstLook({
    ...mail,
    bounced: !!mail.bounce,
    own: isOwn(context, mail),
    files: mail.files.length,
    before: await IncomingLetter.countDocuments({ from, at: { $gt: addDays(now, -1) } }),
  });
  if (looked?.outcome === 'bounce') return { ...base, ...looked, ...(await bounced(context, mail)) };
  const code = codeOfThread(site, [...mail.to, ...mail.references]);
  if (looked) return { ...base, ...looked, ...(code ? { code } : {}) };
  return code ? replied(context, { id, code, mail }) : newItem(context, id, mail);
}

/** Letters that we have sent come back on many ways; none of them is anybody's. */
function isOwn({ site }: Context, { from, messageId }: Mail): boolean {
  const [local = '', domain = ''] = site.mailIn?.address.toLowerCase().split('@') ?? [];
  const ours = addressparser(site.server?.mailFrom ?? '', { flatten: true })[0]?.address.toLowerCase();
  const named = from.split('@')[1] === domain && from.split('@')[0]!.split('+')[0] === local;
  return named || (from !== '' && from === ours) || codeOfThread(site, [messageId]) !== undefined;
}

/** Only a report about a letter of ours, to the address that it went to. */
async function bounced(context: Context, { bounce }: Mail): Promise<Partial<IncomingLetterFields>> {
  const { address, status, references } = bounce!;
  const code = codeOfThread(context.site, references);
  if (!code || (await mailAddressOf(code)) !== address) return {};
  await noteBounce(context, { code, address, status });
  return { code, bounced: { address, status } };
}

async function replied(
  context: Context,
  { id, code, mail }: { id: string; code: string; mail: Mail },
): Promise<Became> {
  const { from, subject, files: sent } = mail;
  const text = withoutQuotation(mail.text.slice(0, READ_OF_REPLY));
  const base = { from, subject, code, files: sent.length };
  const { files, left } = await keptFiles(context, mail);
  const words = { id, from, name: mail.name, subject, text: text.slice(0, MOST_TEXT), files };
  const became = await replyByMail(context, code, words);
  if (became !== 'taken') return { ...base, text, outcome: 'to-read', reason: became };
  return { ...base, outcome: 'reply', filesLeft: left };
}

async function newItem(context: Context, id: string, mail: Mail): Promise<Became> {
  const { from, name, files: sent } = mail;
  const text = mail.text.trim();
  const subject = (oneLine(mail.subject) || oneLine(text)).slice(0, MOST_SUBJECT);
  // What does not fit into an item comes along whole.
  const whole = text.length > MOST_TEXT ? [{ name: 'letter.txt', bytes: Buffer.from(text) }] : [];
  const { files, left } = await keptFiles(context, mail, whole);
  const words = { id, from, name: oneLine(name), subject, text: text.slice(0, MOST_TEXT), files };
  const code = await receiveByMail(context, words);
  return { from, code, outcome: 'item', files: sent.length, filesLeft: left };
}

/** Through the same checks as the files of a form. */
async function keptFiles(
  context: Context,
  { files: sent }: Mail,
  before: Upload[] = [],
): Promise<{ files: FormFile[]; left: number }> {
  const fitting = sent.filter(({ bytes }) => bytes.length <= MOST_FILE_BYTES);
  const { marks } = await keepUploads(context, [...before, ...fitting], MOST_FILES);
  const files = await filesOfMarks(context, marks);
  return { files, left: sent.length + before.length - files.length };
}
