import { languageOf } from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import type { ContentLanguage, Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { type FormFile, holdFiles } from '../../platform/files/index.ts';
import { commitNew } from '../../platform/journal/index.ts';
import { hashSecret, normaliseKey } from '../../platform/secrets.ts';
import { idsOf } from '../attachments/attach.ts';
import { itemRow } from '../item/find.ts';
import { Feedback } from '../item/model.ts';
import { feedbackNumbers } from '../item/numbers.ts';
import { canReceiveByMail } from '../item/policy.ts';
import { feedbackCode } from '../item/rules/codes.ts';
import { MOST } from '../item/rules/fields.ts';
import { giveInfo } from '../screening/ask.ts';
import { fieldsOf } from './actions.ts';

/** What somebody has written to the city's address. */
export interface MailedWords {
  /** The same letter again has the same id. */
  id: string;
  from: string;
  name: string;
  subject: string;
  text: string;
  files: readonly FormFile[];
}

/** Letters in no language of ours, or too short to tell, are answered in that of the city. */
function languageIn(text: string): ContentLanguage {
  const language = languageOf(text);
  return language === 'en' || language === 'ru' ? language : 'vi';
}

/**
 * Makes an item of a letter: it waits for screening. Nobody has asked its sender for a procedure, a name or leave to
 * publish the text: none is taken for granted. The same letter again makes no second item.
 * @returns its code. @throws Forbidden for people
 */
export async function receiveByMail(context: Context, mail: MailedWords): Promise<string> {
  allow(canReceiveByMail(context.actor));
  const idempotencyKey = context.site.tokens.derived('incoming-letter', mail.id);
  const first = await Feedback.findOne({ idempotencyKey }, { code: 1 }).lean();
  if (first) return first.code;
  const { from, name, subject, text, files } = mail;
  const fields = fieldsOf(
    context,
    {
      ...{ kind: 'feedback', senderKind: 'citizen', publishText: false, email: from },
      ...{ name: name.slice(0, MOST.name), subject, text, language: languageIn(`${subject}\n${text}`) },
    },
    { channel: 'email', receivedAt: context.now, files },
  );
  const year = Number(cityDate(context.now).slice(0, 4));
  const code = feedbackCode(year, await feedbackNumbers.next(year));
  // Nobody is told the key: the letter with the receipt has a link.
  const receiptKeyHash = hashSecret(normaliseKey(context.site.tokens.receiptKey()));
  const details = { channel: 'email', dueAt: fields.dueAt };
  try {
    const item = { ...fields, code, idempotencyKey, receiptKeyHash };
    await commitNew(context, Feedback, item, { name: 'feedback.submitted', code, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await Feedback.findOne({ idempotencyKey }, { code: 1 }).lean())!.code;
  }
  await holdFiles(idsOf(files), code);
  return code;
}

export type MailedReply = 'taken' | 'other-address' | 'not-awaited';

/**
 * Takes a letter as the sender's reply: only from the address of the item, and only while a reply is awaited.
 * @throws Forbidden for people
 */
export async function replyByMail(context: Context, code: string, mail: MailedWords): Promise<MailedReply> {
  allow(canReceiveByMail(context.actor));
  const item = await itemRow(code);
  // For an office its people reply, signed in.
  if (!item || item.raised || item.sender.email?.toLowerCase() !== mail.from) return 'other-address';
  if (item.messages.some(({ letter }) => letter === mail.id)) return 'taken';
  const sender: Context = { ...context, actor: { kind: 'visitor', holds: [code] } };
  try {
    await giveInfo(sender, code, mail.text, { files: mail.files, letter: mail.id });
    return 'taken';
  } catch (error) {
    if (error instanceof Conflict || error instanceof Forbidden || error instanceof NotFound)
      return 'not-awaited';
    throw error;
  }
}

/** The address of the sender, as letters go there; undefined: there is none. */
export async function mailAddressOf(code: string): Promise<string | undefined> {
  return (await itemRow(code))?.sender.email?.toLowerCase();
}
