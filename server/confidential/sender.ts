import { submitFeedback } from '../feedback/index.ts';
import { type Context, contentLanguage } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { Conflict, Invalid, NotFound } from '../platform/errors.ts';
import { type FormFile, holdUnsigned } from '../platform/files/index.ts';
import { hashSecret, normaliseKey, randomKey } from '../platform/secrets.ts';
import { changeCase, mustBeAble } from './change.ts';
import { Case, type CaseFile } from './model.ts';
import { readersToday } from './readers.ts';
import { caseDue } from './settings.ts';

/** Under which name the files of all messages are kept: nothing tells whose they are. */
export const FILE_OWNER = 'confidential';

export const filesOf = (files: readonly FormFile[]): CaseFile[] =>
  files.map(({ id, name, type, bytes }) => ({ id, name, type, bytes }));

export const idsOf = (files: readonly { id: string }[]) => files.map(({ id }) => id);

/** @throws Invalid for files that something else has */
export function mustBeLoose(files: readonly FormFile[]): void {
  if (files.some(({ taken }) => taken))
    throw new Invalid({ files: { text: 'feedback.attachments.errors.gone' } });
}

interface NewCase {
  text: string;
  /** Accounts that are not to see it. */
  exclude: string[];
  idempotencyKey: string;
}

/**
 * Takes a message for the readers. The key is all that its sender has, and all that is needed: no name, no address.
 * @throws NotFound when there is nobody whom it could reach
 */
export async function sendConfidential(
  context: Context,
  { text, exclude, idempotencyKey }: NewCase,
  files: readonly FormFile[],
): Promise<{ id: string; key: string }> {
  const { now, site } = context;
  const readers = await readersToday(now);
  if (readers.length === 0) throw new NotFound();
  if (readers.every(({ id }) => exclude.includes(id)))
    throw new Invalid({ exclude: { text: 'confidential.errors.nobody-left' } });
  // The same form sent twice has the same key; what was changed in between, the readers too, is another message.
  const said = JSON.stringify([text, [...exclude].sort(), files.map(({ sent }) => sent)]);
  const key = site.tokens.receiptKey(`confidential:${idempotencyKey}:${hashSecret(said)}`);
  const keyHash = hashSecret(normaliseKey(key));
  const first = await Case.findOne({ keyHash }, { _id: 1 }).lean();
  if (first) return { id: first._id, key };
  mustBeLoose(files);
  const id = randomKey();
  const message = { from: 'sender' as const, at: now, text, files: filesOf(files) };
  try {
    await Case.create({
      ...{ _id: id, keyHash, receivedAt: now, dueAt: caseDue(now), status: 'open' },
      excluded: readers.flatMap((reader) => (exclude.includes(reader.id) ? [reader.id] : [])),
      offered: readers.flatMap((reader) => (exclude.includes(reader.id) ? [] : [reader.id])),
      messages: [message],
      steps: [{ what: 'received', by: null, at: now }],
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const other = await Case.findOne({ keyHash }, { _id: 1 }).lean();
    if (!other) throw error;
    return { id: other._id, key };
  }
  await holdUnsigned(idsOf(files), FILE_OWNER);
  return { id, key };
}

/** @throws Invalid, the same for every key that opens nothing, that of an ordinary item among them */
export async function caseOfKey(key: string): Promise<string> {
  const found = await Case.findOne({ keyHash: hashSecret(normaliseKey(key)) }, { _id: 1 }).lean();
  if (!found) throw new Invalid({ key: { text: 'confidential.errors.key' } });
  return found._id;
}

/** The sender writes more. What was answered is open again, with a date of its own. */
export async function senderWrites(
  { now }: Context,
  id: string,
  { text, files }: { text: string; files: readonly FormFile[] },
): Promise<void> {
  mustBeLoose(files);
  await changeCase(id, {}, (one) => {
    mustBeAble('write', one);
    one.messages.push({ from: 'sender', at: now, text, files: filesOf(files) });
    if (one.status === 'answered') {
      one.status = 'open';
      one.dueAt = caseDue(now);
      one.answeredAt = null;
    }
    return { what: 'sender-wrote', by: null, at: now };
  });
  await holdUnsigned(idsOf(files), FILE_OWNER);
}

/** For so long a repeated consent is given the receipt again: the answer to the first may have been lost on the way. */
const REPEATED_MS = 3_600_000;

export interface Consent {
  subject: string;
  text: string;
  name?: string;
  email?: string;
  phone?: string;
  address?: string;
  publishText: boolean;
}

/**
 * The sender agrees that an ordinary item is made of it, in words of their own choosing. A repeated press gives the same
 * receipt: between the new item and the note of it here a crash may lie.
 */
export async function consentToMove(
  context: Context,
  id: string,
  consent: Consent,
): Promise<{ code: string; key: string }> {
  const one = await Case.findById(id);
  if (!one) throw new NotFound();
  const unit = one.proposal?.unit;
  const movedAt = one.steps.findLast(({ what }) => what === 'moved')?.at.getTime() ?? 0;
  if (context.now.getTime() - movedAt > REPEATED_MS) mustBeAble('consent', one);
  if (!unit) throw new Conflict('confidential.errors.not-proposed');
  const actor = { kind: 'visitor' as const, holds: [] };
  const language = contentLanguage(context.language);
  const receipt = await submitFeedback(
    { ...context, actor },
    { kind: 'feedback', unit, senderKind: 'citizen', language, ...consent },
    { channel: 'web', idempotencyKey: context.site.tokens.derived('confidential-move', id) },
  );
  // The item is there: a question that was taken back meanwhile changes nothing any more.
  await changeCase(id, {}, (document) => {
    if (document.status === 'moved') return undefined;
    document.status = 'moved';
    document.movedTo = receipt.code;
    return { what: 'moved', by: null, at: context.now };
  });
  return receipt;
}

/** It stays confidential. */
export function declineMove({ now }: Context, id: string): Promise<void> {
  return changeCase(id, {}, (one) => {
    mustBeAble('decline', one);
    one.proposal = null;
    return { what: 'declined', by: null, at: now };
  });
}
