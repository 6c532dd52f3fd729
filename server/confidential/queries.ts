import type { ActiveAccount } from '../accounts/index.ts';
import type { Context } from '../platform/context.ts';
import { NotFound } from '../platform/errors.ts';
import { fileOf, goneFiles, waitingFiles } from '../platform/files/index.ts';
import { unitOf } from '../units/index.ts';
import { forReader, openedBy, readersHand } from './change.ts';
import { Case, type CaseFields, type CaseFile, type CaseMessage } from './model.ts';
import { isReader, readersToday } from './readers.ts';
import { waitsForReader } from './rules.ts';

const ROWS = 50;
const MOST_COUNTED = 300;
const SHOWN = { receivedAt: 1, dueAt: 1, status: 1, 'messages.from': 1, 'messages.at': 1 } as const;

export interface CaseRow {
  id: string;
  receivedAt: Date;
  dueAt: Date;
  status: CaseFields['status'];
  lastAt: Date;
  waits: boolean;
  overdue: boolean;
}

type Listed = Pick<CaseFields, '_id' | 'receivedAt' | 'dueAt' | 'status'> & {
  messages: Pick<CaseMessage, 'from' | 'at'>[];
};

/**
 * Dates and states alone: words are behind the opening of each. Open ones come first, those due soonest before all others:
 * whoever sends many new ones hides none.
 * @throws NotFound
 */
export async function casesOfReader(
  context: Context,
  page: number,
): Promise<{ rows: CaseRow[]; more: boolean }> {
  const { by } = await readersHand(context);
  const rows = await Case.find(await forReader(by, context.now), SHOWN)
    // "open" is the last of the states in the order of the alphabet.
    .sort({ status: -1, dueAt: 1, _id: 1 })
    .skip((page - 1) * ROWS)
    .limit(ROWS + 1)
    .lean<Listed[]>();
  return { rows: rows.slice(0, ROWS).map((row) => rowOf(row, context.now)), more: rows.length > ROWS };
}

function rowOf({ _id: id, receivedAt, dueAt, status, messages }: Listed, now: Date): CaseRow {
  const last = messages.at(-1)!;
  const waits = waitsForReader(status, last.from);
  return { id, receivedAt, dueAt, status, lastAt: last.at, waits, overdue: status === 'open' && dueAt < now };
}

/** How many wait for whoever looks, as far as they are counted; undefined for all others, without a look. */
export async function casesWaiting(context: Context): Promise<number | undefined> {
  if (!(await isReader(context))) return undefined;
  const { by } = await readersHand(context);
  const open = await Case.find({ ...(await forReader(by, context.now)), status: 'open' }, SHOWN)
    .sort({ dueAt: 1, _id: 1 })
    .limit(MOST_COUNTED)
    .lean<Listed[]>();
  return open.filter((row) => rowOf(row, context.now).waits).length;
}

export interface MessageShown extends Omit<CaseMessage, 'files'> {
  files: (CaseFile & { waits: boolean; gone: boolean; href: string })[];
}

async function messagesShown(messages: CaseMessage[], path: string): Promise<MessageShown[]> {
  const ids = messages.flatMap(({ files }) => files.map(({ id }) => id));
  const [waiting, gone] = await Promise.all([waitingFiles(ids), goneFiles(ids)]);
  return messages.map((message) => ({
    ...message,
    files: message.files.map((each) => ({
      ...each,
      ...{ waits: waiting.has(each.id), gone: gone.has(each.id) },
      href: `${path}/files/${each.id}`,
    })),
  }));
}

/** Names of those who find a message today. */
async function readersOf(id: string, now: Date): Promise<string[]> {
  const finds = async (reader: ActiveAccount) =>
    (await Case.exists({ _id: id, ...(await forReader(reader.id, now)) })) ? [reader.name] : [];
  return (await Promise.all((await readersToday(now)).map(finds))).flat();
}

/** As its sender sees it, who has shown the key. @throws NotFound */
export async function caseOfSender({ now }: Context, id: string) {
  const one = await Case.findById(id).lean<CaseFields>();
  if (!one) throw new NotFound();
  const readers = await readersOf(id, now);
  const { status, receivedAt, dueAt, answeredAt, movedTo, proposal } = one;
  return {
    ...{ id, status, receivedAt, dueAt, answeredAt, movedTo },
    overdue: status === 'open' && dueAt < now,
    readers,
    proposal: proposal && status !== 'moved' ? { ...proposal, unit: unitOf(proposal.unit) } : undefined,
    messages: await messagesShown(one.messages, '/confidential/mine'),
    written: one.messages
      .filter(({ from }) => from === 'sender')
      .map(({ text }) => text)
      .join('\n\n'),
  };
}

/**
 * As a reader sees it.
 * @returns undefined until the reader has opened it, which is noted, a short time ago
 * @throws NotFound
 */
export async function caseOfReader(context: Context, id: string) {
  const { by } = await readersHand(context);
  const one = await Case.findOne({ _id: id, ...(await forReader(by, context.now)) }).lean<CaseFields>();
  if (!one) throw new NotFound();
  if (!openedBy(one, by, context.now)) return undefined;
  const { status, receivedAt, dueAt, answeredAt, movedTo, proposal, steps } = one;
  return {
    ...{ id, status, receivedAt, dueAt, answeredAt, movedTo, steps },
    overdue: status === 'open' && dueAt < context.now,
    proposal: proposal && status !== 'moved' ? { ...proposal, unit: unitOf(proposal.unit) } : undefined,
    messages: await messagesShown(one.messages, `/confidential/cases/${id}`),
  };
}

/** @throws NotFound; Conflict while it waits for the scanner */
export async function fileInCase(messages: readonly CaseMessage[], file: string) {
  const known = messages.some(({ files }) => files.some(({ id }) => id === file));
  const found = known ? await fileOf(file) : undefined;
  if (!found) throw new NotFound();
  return found;
}

/** For the sweep of loose files. */
export async function isHeldByCase(file: string): Promise<boolean> {
  return !!(await Case.exists({ 'messages.files.id': file }));
}
