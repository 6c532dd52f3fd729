import { NotFound } from '../platform/errors.ts';
import { publicBlock } from './chain.ts';
import { BlockModel, type BlockRow } from './model.ts';
import type { PublicBlock } from './protocol.ts';
import { blockOf } from './seal.ts';
import { publicRecords } from './states.ts';
import { type Head, isUnderWay } from './verify.ts';

const BLOCKS_OF_A_PAGE = 20;

const headOf = ({ day, _id: block, hash, at }: BlockRow): Head & { at: Date } => ({ day, block, hash, at });

/** The last block of each day, newest first. @param before yyyy-mm-dd: of earlier days */
export async function dailyHeads(
  most: number,
  before?: string,
): Promise<{ heads: (Head & { at: Date })[]; next?: string }> {
  const heads: (Head & { at: Date })[] = [];
  for (let earlier = before; heads.length <= most; ) {
    const row = await BlockModel.findOne(earlier ? { day: { $lt: earlier } } : {}, { entries: 0, states: 0 })
      .sort({ day: -1, _id: -1 })
      .lean<BlockRow>();
    if (!row) return { heads };
    heads.push(headOf(row));
    earlier = row.day;
  }
  return { heads: heads.slice(0, most), next: heads[most - 1]!.day };
}

/** Blocks as everybody may have them, oldest first. @param from number of the first */
export async function publicBlocks(from: number): Promise<{ blocks: PublicBlock[]; next?: number }> {
  const rows = await BlockModel.find({ _id: { $gte: from } })
    .sort({ _id: 1 })
    .limit(BLOCKS_OF_A_PAGE)
    .lean<BlockRow[]>();
  const blocks = rows.map((row) => ({ ...publicBlock(blockOf(row)), hash: row.hash }));
  return { blocks, ...(rows.length === BLOCKS_OF_A_PAGE ? { next: rows.at(-1)!._id + 1 } : {}) };
}

/** What everybody may read of a document now, and the block that holds its digest. @throws NotFound */
export async function recordOf(
  code: string,
): Promise<{ code: string; record: object; block: number | null; digest: string | null; waiting: boolean }> {
  const record = (await publicRecords([code])).get(code);
  if (!record) throw new NotFound();
  const row = await BlockModel.findOne({ 'states.code': code }).sort({ _id: -1 }).lean<BlockRow>();
  const digest = row?.states.find((each) => each.code === code)?.digest ?? null;
  return { code, record, block: row?._id ?? null, digest, waiting: await isUnderWay(code) };
}
