import { randomUUID } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { hold, lastBatch, nextBatch, release } from './batch.ts';
import { countAgain, MOST_TOGETHER, partId } from './count.ts';
import {
  FigureBatchModel,
  type FigurePart,
  FigurePartModel,
  type FigureRow,
  FigureRowModel,
  type FigureState,
} from './model.ts';
import { Sum, sameCounts } from './rules.ts';
import type { CountedSource } from './source.ts';

/** Nobody counts while all is compared; whoever dies over it holds up the others no longer than this. */
const HELD_MS = 30_000;
const READ_TOGETHER = 2_000;
/** Rows of the city and of large units change in every batch: the fewer batches, the fewer times they are written. */
const COUNTED_TOGETHER = 2_000;
const OVERTAKEN = 'somebody else has counted while all was being compared';

export interface Rebuilt {
  /** Documents looked at, and those that counted for something else than they should. */
  documents: number;
  recounted: number;
  /** Rows that were not the sum of their parts. */
  mended: string[];
}

export interface Going {
  /** True: stop at the next occasion; the next rebuild begins anew, and finds most of it done. */
  stopped?(): boolean;
}

/**
 * Counts every document as it is now, then compares each row with the sum of its parts and mends what differs. People go
 * on working meanwhile, and it may be cut off at any moment. @returns undefined when it was stopped
 */
export async function rebuildFigures(
  sources: readonly CountedSource[],
  now: Date,
  going: Going = {},
): Promise<Rebuilt | undefined> {
  let documents = 0;
  let recounted = 0;
  for (const source of sources) {
    for (let cursor: string | null = null; ; ) {
      if (going.stopped?.()) return undefined;
      const ids: string[] = await source.idsAfter(cursor, COUNTED_TOGETHER);
      recounted += await countAgain(source, ids);
      documents += ids.length;
      cursor = ids.at(-1) ?? cursor;
      if (ids.length < COUNTED_TOGETHER) break;
      await breath();
    }
  }
  for (const source of sources) recounted += await forgetVanished(source);
  const mended = await compareRows(sources, going);
  if (!mended) return undefined;
  await noteWhole(sources, now);
  return { documents, recounted, mended };
}

/** Documents that went past the journal are counted no longer. */
async function forgetVanished(source: CountedSource): Promise<number> {
  let forgotten = 0;
  for (let after = partId(source, ''); ; ) {
    const ofSource = { $gt: after, $lt: `${source.name};` };
    const parts = await FigurePartModel.collection
      .find<FigurePart>({ _id: ofSource, face: { $ne: null } } as object, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .limit(READ_TOGETHER)
      .toArray();
    if (parts.length === 0) return forgotten;
    const ids = parts.map(({ _id }) => _id.slice(source.name.length + 1));
    const there = new Set(await source.existing(ids));
    const gone = ids.filter((id) => !there.has(id));
    for (let at = 0; at < gone.length; at += MOST_TOGETHER)
      forgotten += await countAgain(source, gone.slice(at, at + MOST_TOGETHER));
    after = parts.at(-1)!._id;
  }
}

/** The editions by which all is counted. */
export function editionsOf(sources: readonly CountedSource[]): string {
  return sources.map(({ name, edition }) => `${name} ${edition}`).join(', ');
}

export async function noteWhole(sources: readonly CountedSource[], comparedAt: Date): Promise<void> {
  const state: Omit<FigureState, '_id'> = { editions: editionsOf(sources), comparedAt };
  await FigureBatchModel.collection.updateOne({ _id: 'state' } as object, { $set: state }, { upsert: true });
}

async function compareRows(sources: readonly CountedSource[], going: Going): Promise<string[] | undefined> {
  const by = randomUUID();
  while (!(await hold(by, HELD_MS))) await breath();
  try {
    const { number } = await lastBatch(by);
    const sum = await sumOfParts(sources, by, going);
    return sum && (await mendRows(sum, by, number));
  } finally {
    await release(by);
  }
}

async function sumOfParts(
  sources: readonly CountedSource[],
  by: string,
  going: Going,
): Promise<Sum | undefined> {
  const sum = new Sum();
  const byName = new Map(sources.map((source) => [source.name, source]));
  const parts = FigurePartModel.collection.find<FigurePart>({}, { projection: { face: 1 } });
  let read = 0;
  for await (const { _id, face } of parts.batchSize(READ_TOGETHER)) {
    const source = byName.get(_id.slice(0, _id.indexOf(':')));
    if (source && face) sum.add(source.cellsOf(face));
    if (++read % READ_TOGETHER === 0) {
      await breath();
      if (going.stopped?.()) return undefined;
      if (read % (20 * READ_TOGETHER) === 0 && !(await hold(by, HELD_MS))) throw new Error(OVERTAKEN);
    }
  }
  return sum;
}

/** @param number of the last batch before the parts were summed: what was counted since then is not in the sum */
async function mendRows(sum: Sum, by: string, number: number): Promise<string[]> {
  const wanted = new Map(sum.changes().map(({ add, ...name }) => [name._id, { ...name, counts: add }]));
  const wrong = [];
  for await (const row of FigureRowModel.collection.find<FigureRow>({}).batchSize(READ_TOGETHER)) {
    const { _id, of, key, month, counts } = row;
    const right = wanted.get(_id)?.counts ?? {};
    wanted.delete(_id);
    const name = { _id, of, key, ...(month ? { month } : {}) };
    if (!sameCounts(counts, right)) wrong.push({ ...name, counts: right });
  }
  wrong.push(...wanted.values());
  let expected = number;
  for (let at = 0; at < wrong.length; at += MOST_TOGETHER) {
    const mended = wrong.slice(at, at + MOST_TOGETHER);
    const last = await lastBatch(by);
    if (last.number !== expected++ || !(await nextBatch(last, { changes: [], parts: [], mended })))
      throw new Error(OVERTAKEN);
  }
  return wrong.map(({ _id }) => _id);
}
