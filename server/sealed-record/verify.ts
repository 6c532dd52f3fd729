import { allJournalledModels, Journal, type JournalRow } from '../platform/journal/index.ts';
import { digestOf, publicBlock, sealedEntry } from './chain.ts';
import { BlockModel, type BlockRow } from './model.ts';
import { BEGINNING, type Digest } from './protocol.ts';
import { blockOf } from './seal.ts';
import { publicRecords } from './states.ts';

/** What is not as it was sealed, and where. */
export type Fault = { block: number } & (
  | { kind: 'block-changed' | 'chain-broken' | 'block-missing' }
  | { kind: 'entry-gone' | 'entry-changed'; entry: string; code?: string }
  | { kind: 'text-changed' | 'text-gone'; code: string }
  | { kind: 'head-differs'; day: string }
  | { kind: 'entries-added'; count: number }
);

export interface Verified {
  blocks: number;
  entries: number;
  /** Documents whose public text was compared. */
  documents: number;
  /** Entries whose personal part has been erased. */
  erased: number;
  /** Not yet in a block. */
  waiting: number;
  faults: Fault[];
}

/** The last block of a day, as somebody has kept it. */
export interface Head {
  day: string;
  block: number;
  hash: Digest;
}

/** Blocks read together; while they are compared, the next are on their way. */
const AT_ONCE = 5;
/** Entries asked for in one go. */
const ENTRIES = 1_000;
/** What more there is to say nobody reads. */
const MOST_FAULTS = 1_000;

/**
 * Computes the whole record anew and compares it with what the store holds now: every block, every entry of the journal,
 * and the public text of every document.
 * @param heads kept elsewhere: they prove that nobody has made the whole chain anew
 * @param told hears after each few blocks how many are done
 */
export async function verifyRecord(
  heads: readonly Head[] = [],
  told: (blocks: number) => void = () => {},
): Promise<Verified> {
  const result: Verified = { blocks: 0, entries: 0, documents: 0, erased: 0, waiting: 0, faults: [] };
  const found = (fault: Fault) => result.faults.length < MOST_FAULTS && result.faults.push(fault);
  const expected = new Map(heads.map((head) => [head.block, head]));
  let later: BlockRow | undefined;
  let newest = 0;
  // From the newest: the first state of a document that is met is the one that holds.
  for await (const { rows, entries, records, states } of readAhead(new Set())) {
    newest ||= rows[0]!._id;
    for (const row of rows) {
      checkBlock(row, later, found);
      const head = expected.get(row._id);
      expected.delete(row._id);
      if (head && head.hash !== row.hash) found({ kind: 'head-differs', block: row._id, day: head.day });
      later = row;
    }
    checkEntries(rows, entries, { result, found });
    await checkStates(states, records, { result, found });
    result.blocks += rows.length;
    told(result.blocks);
  }
  if (later && later._id !== 1) found({ kind: 'block-missing', block: later._id - 1 });
  else if (later && later.previous !== BEGINNING) found({ kind: 'chain-broken', block: 1 });
  for (const { block, day } of expected.values()) found({ kind: 'head-differs', block, day });
  await checkNumber(newest, result, found);
  return result;
}

type Found = (fault: Fault) => unknown;

interface Read {
  rows: BlockRow[];
  entries: Map<string, JournalRow>;
  /** The newest states of documents that no later block has. */
  states: Map<string, { block: number; digest: Digest }>;
  records: Map<string, object>;
}

/** Some blocks with all that they are compared with, from the newest; the next are read meanwhile. */
async function* readAhead(seen: Set<string>): AsyncGenerator<Read> {
  let next = readBefore(Number.POSITIVE_INFINITY, seen);
  for (;;) {
    const now = await next;
    if (!now) return;
    next = readBefore(now.rows.at(-1)!._id, seen);
    // A fault is met when it is waited for.
    next.catch(() => {});
    yield now;
  }
}

async function readBefore(before: number, seen: Set<string>): Promise<Read | undefined> {
  const filter = Number.isFinite(before) ? { _id: { $lt: before } } : {};
  const rows = await BlockModel.find(filter).sort({ _id: -1 }).limit(AT_ONCE).lean<BlockRow[]>();
  if (rows.length === 0) return undefined;
  const states = newestStates(rows, seen);
  const [entries, records] = await Promise.all([entriesOf(rows), publicRecords([...states.keys()])]);
  return { rows, entries, states, records };
}

async function entriesOf(rows: BlockRow[]): Promise<Map<string, JournalRow>> {
  const ids = rows.flatMap(({ entries }) => entries.map(({ id }) => id));
  const byId = new Map<string, JournalRow>();
  for (let from = 0; from < ids.length; from += ENTRIES) {
    const among = { _id: { $in: ids.slice(from, from + ENTRIES) } } as object;
    for (const row of await Journal.collection.find<JournalRow>(among, { batchSize: ENTRIES }).toArray())
      byId.set(row._id, row);
  }
  return byId;
}

function newestStates(rows: BlockRow[], seen: Set<string>): Read['states'] {
  const newest: Read['states'] = new Map();
  for (const { _id: block, states } of rows)
    for (const { code, digest } of states)
      if (!seen.has(code)) {
        seen.add(code);
        newest.set(code, { block, digest });
      }
  return newest;
}

function checkBlock(row: BlockRow, later: BlockRow | undefined, found: Found): void {
  const block = row._id;
  if (publicBlock(blockOf(row)).hash !== row.hash) found({ kind: 'block-changed', block });
  if (!later) return;
  if (later._id !== block + 1) found({ kind: 'block-missing', block: block + 1 });
  else if (later.previous !== row.hash) found({ kind: 'chain-broken', block: later._id });
}

interface Telling {
  result: Verified;
  found: Found;
}

function checkEntries(rows: BlockRow[], byId: Read['entries'], { result, found }: Telling): void {
  for (const { _id: block, entries } of rows)
    for (const sealed of entries) {
      result.entries++;
      const row = byId.get(sealed.id);
      if (!row) {
        found({ kind: 'entry-gone', block, entry: sealed.id });
        continue;
      }
      const now = sealedEntry(row);
      const erased = now.personal !== sealed.personal && Object.keys(row.personal).length === 0;
      if (erased) result.erased++;
      if (now.core === sealed.core && (now.personal === sealed.personal || erased)) continue;
      const { code } = row.subject;
      found({ kind: 'entry-changed', block, entry: sealed.id, ...(code ? { code } : {}) });
    }
}

async function checkStates(
  newest: Read['states'],
  records: Read['records'],
  { result, found }: Telling,
): Promise<void> {
  for (const [code, { block, digest }] of newest) {
    result.documents++;
    const record = records.get(code);
    if ((record && digestOf(record) === digest) || (await hasMovedOn(code))) continue;
    found({ kind: record ? 'text-changed' : 'text-gone', block, code });
  }
}

/** The site goes on meanwhile: whether what happened to a document explains how it is now. */
async function hasMovedOn(code: string): Promise<boolean> {
  if (await isUnderWay(code)) return true;
  const [record, digest] = await Promise.all([publicRecords([code]), lastDigest(code)]);
  const now = record.get(code);
  return (now !== undefined && digestOf(now) === digest) || isUnderWay(code);
}

/** Something has happened to it that no block holds yet. */
export async function isUnderWay(code: string): Promise<boolean> {
  if (await Journal.exists({ 'subject.code': code, unsealed: true })) return true;
  const pending = allJournalledModels().map(({ collection }) =>
    collection.findOne({ code, 'pending.at': { $exists: true } }, { projection: { _id: 1 } }),
  );
  return (await Promise.all(pending)).some((row) => row !== null);
}

async function lastDigest(code: string): Promise<Digest | undefined> {
  const row = await BlockModel.findOne({ 'states.code': code }).sort({ _id: -1 }).lean<BlockRow>();
  return row?.states.find((each) => each.code === code)?.digest;
}

/**
 * What was put into the journal as if it had been sealed stands in no block.
 * @param newest number of the first block that was read: those made since then are counted, not checked
 */
async function checkNumber(newest: number, result: Verified, found: Found): Promise<void> {
  // All less those that wait: on the embedded store neither takes a look at every entry. All come first, so that what comes meanwhile is too few.
  const all = await Journal.countDocuments({});
  const unsealed = await Journal.countDocuments({ unsealed: true });
  const marked = all - unsealed;
  const since = await BlockModel.find({ _id: { $gt: newest } }, { entries: 1 }).lean<BlockRow[]>();
  const last = since.at(-1) ?? (await BlockModel.findById(newest, { entries: 1 }).lean<BlockRow>());
  // A block whose entries are not marked yet: a crash came between.
  const halfway = await Journal.countDocuments({
    _id: { $in: last?.entries.map(({ id }) => id) ?? [] },
    unsealed: true,
  } as never);
  result.waiting = unsealed - halfway;
  const gone = result.faults.filter(({ kind }) => kind === 'entry-gone').length;
  const sealed = result.entries - gone + since.reduce((sum, { entries }) => sum + entries.length, 0);
  const added = marked + halfway - sealed;
  if (added > 0) found({ kind: 'entries-added', block: newest, count: added });
}
