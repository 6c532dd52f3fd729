import { cityDate } from '../calendar/index.ts';
import { Journal, type JournalRow } from '../platform/journal/index.ts';
import { digestOf, publicBlock, sealedEntry } from './chain.ts';
import { BlockModel, type BlockRow } from './model.ts';
import { BEGINNING, type Block } from './protocol.ts';
import { publicRecords } from './states.ts';

/** Entries of one block. */
const MOST_TOGETHER = 1_000;

/**
 * Takes the entries that no block holds into new blocks, oldest first, until none is left or `until` says so. A crash
 * between block and mark is mended by the next run, which begins with the mark of the last block.
 * @returns how many entries were sealed
 */
export async function sealEntries(now: Date, until: () => boolean = () => false): Promise<number> {
  let sealed = 0;
  while (!until()) {
    const last = await lastBlock();
    if (last) await markSealed(last);
    const entries = await unsealedEntries();
    if (entries.length === 0) break;
    const block = await nextBlock(last, entries, now);
    await BlockModel.collection.insertOne(block as never);
    await markSealed(block);
    sealed += entries.length;
  }
  return sealed;
}

async function markSealed({ entries }: Pick<BlockRow, 'entries'>): Promise<void> {
  const filter = { _id: { $in: entries.map(({ id }) => id) }, unsealed: true } as object;
  await Journal.collection.updateMany(filter, { $set: { unsealed: false } });
}

function lastBlock(): Promise<BlockRow | null> {
  return BlockModel.findOne().sort({ _id: -1 }).lean<BlockRow>();
}

function unsealedEntries(): Promise<JournalRow[]> {
  return Journal.collection
    .find<JournalRow>({ unsealed: true }, { sort: { at: 1, _id: 1 }, limit: MOST_TOGETHER })
    .toArray();
}

async function nextBlock(last: BlockRow | null, rows: JournalRow[], now: Date): Promise<BlockRow> {
  const codes = [...new Set(rows.flatMap(({ subject }) => subject.code ?? []))].sort();
  const records = await publicRecords(codes);
  const block: Omit<Block, 'hash'> = {
    number: (last?._id ?? 0) + 1,
    at: now,
    previous: last?.hash ?? BEGINNING,
    entries: rows.map(sealedEntry),
    states: codes.flatMap((code) => {
      const record = records.get(code);
      return record ? [{ code, digest: digestOf(record) }] : [];
    }),
  };
  const { number, ...rest } = block;
  return { _id: number, ...rest, day: cityDate(now), hash: publicBlock(block).hash };
}

export function blockOf({ _id: number, at, previous, entries, states, hash }: BlockRow): Block {
  return { number, at, previous, entries, states, hash };
}
