import { cityDate } from '../calendar/index.ts';
import { pause } from '../platform/clock/clock.ts';
import { Journal, type JournalRow } from '../platform/journal/index.ts';
import { digestOf, publicBlock, sealedEntry } from './chain.ts';
import { BlockModel, type BlockRow } from './model.ts';
import { BEGINNING, type Block, type SealedEntry, type SealedState } from './protocol.ts';
import { publicRecords } from './states.ts';

/** Entries of one block. */
const MOST_TOGETHER = 1_000;
/** In one piece of the work on a block: pages wait no longer than for one. */
const PIECE = 100;

export interface SealingPace {
  stopped?: (() => boolean) | undefined;
  /** Between two pieces. */
  breathMs?: number;
}

/**
 * Takes the entries that no block holds into new blocks, oldest first, until none is left or it is stopped. A crash
 * between block and mark is mended by the next run, which begins with the mark of the last block.
 * @param time asked for each block: after an import a run goes on for hours, past midnight
 * @returns how many entries were sealed
 */
export async function sealEntries(
  time: () => Date,
  { stopped, breathMs = 0 }: SealingPace = {},
): Promise<number> {
  let sealed = 0;
  let last = await lastBlock();
  if (last) await markSealed(last);
  while (!stopped?.()) {
    const entries = await unsealedEntries();
    if (entries.length === 0) break;
    last = await nextBlock(last, entries, { now: time(), breathMs });
    await BlockModel.collection.insertOne(last as never);
    await markSealed(last);
    sealed += entries.length;
  }
  return sealed;
}

/** In one go: the store itself lets others have their turn meanwhile. */
async function markSealed({ entries }: Pick<BlockRow, 'entries'>): Promise<void> {
  const filter = { _id: { $in: entries.map(({ id }) => id) }, unsealed: true } as object;
  await Journal.collection.updateMany(filter, { $set: { unsealed: false } });
}

/** One after the other, with a breath between two. */
async function* pieces<T>(all: readonly T[], breathMs: number): AsyncGenerator<T[]> {
  for (let at = 0; at < all.length; at += PIECE) {
    if (at > 0 && breathMs > 0) await pause(breathMs);
    yield all.slice(at, at + PIECE);
  }
}

function lastBlock(): Promise<BlockRow | null> {
  return BlockModel.findOne().sort({ _id: -1 }).lean<BlockRow>();
}

function unsealedEntries(): Promise<JournalRow[]> {
  return Journal.collection
    .find<JournalRow>({ unsealed: true }, { sort: { at: 1, _id: 1 }, limit: MOST_TOGETHER })
    .toArray();
}

async function nextBlock(
  last: BlockRow | null,
  rows: JournalRow[],
  { now, breathMs }: { now: Date; breathMs: number },
): Promise<BlockRow> {
  const codes = [...new Set(rows.flatMap(({ subject }) => subject.code ?? []))].sort();
  const entries: SealedEntry[] = [];
  for await (const piece of pieces(rows, breathMs)) entries.push(...piece.map(sealedEntry));
  const states: SealedState[] = [];
  for await (const piece of pieces(codes, breathMs)) states.push(...(await statesOf(piece)));
  const block: Omit<Block, 'hash'> = {
    number: (last?._id ?? 0) + 1,
    at: now,
    previous: last?.hash ?? BEGINNING,
    entries,
    states,
  };
  const { number, ...rest } = block;
  return { _id: number, ...rest, day: cityDate(now), hash: publicBlock(block).hash };
}

/** What everybody may read now of what has these codes. */
async function statesOf(codes: readonly string[]): Promise<SealedState[]> {
  const records = await publicRecords(codes);
  return codes.flatMap((code) => {
    const record = records.get(code);
    return record ? [{ code, digest: digestOf(record) }] : [];
  });
}

export function blockOf({ _id: number, at, previous, entries, states, hash }: BlockRow): Block {
  return { number, at, previous, entries, states, hash };
}
