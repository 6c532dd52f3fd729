import { rmSync } from 'node:fs';
import type { Done, Piece } from './accountability-site.ts';
import { startChild } from './child.ts';
import type { Row } from './rounds.ts';
import { copiedStore } from './scale/site.ts';

const USUAL = 20_000;
const LISTS = 200;
const MB = 1_048_576;

/** What the goals are for: two hundred lists, a million entries. Each is done once, on a store of so many items. */
export async function benchAccountability(sizes: number[]): Promise<Row[]> {
  const size = sizes[0] ?? USUAL;
  const directory = await copiedStore(size, 'accountability');
  const site = await startChild('accountability-site.js', { DATA_DIR: directory }, ['--expose-gc']);
  const done = (piece: Piece) => site.ask<Done>(piece);
  const lists = await done('lists');
  const submitted = await done('submit');
  const sealed = await done('seal');
  const verified = await done('verify');
  const exported = await done('export');
  await site.stop();
  rmSync(directory, { recursive: true, force: true });
  return [
    row(`${size} items: ${LISTS} monthly lists (${lists.count} made)`, {
      ...{ unit: 's', ours: (lists.ms / lists.count / 1_000) * LISTS, most: 30 },
    }),
    // An entry each: what sealing adds to a submission.
    row(`sealing one of ${sealed.count} entries, against one of ${submitted.count} submissions`, {
      ...{ unit: 'ms', ours: each(sealed), bare: each(submitted), most: 0.05 * each(submitted) },
      goal: 'ratio ≤ 0.05',
    }),
    row(`1,000,000 entries verified (${verified.count} measured; ${seconds(verified)} s of both cores)`, {
      ...{ unit: 's', ours: (verified.ms / verified.count) * 1_000, most: 60 },
    }),
    row(`all ${exported.count} items exported: memory held more than at first`, {
      ...{ unit: 'MB', ours: Math.max(0, exported.grown ?? 0) / MB, most: 20 },
    }),
  ];
}

const each = ({ ms, count }: Done) => ms / count;

/** Of a million. */
const seconds = ({ cpu = 0, count }: Done) => ((cpu / count) * 1_000).toFixed(0);

function row(
  name: string,
  {
    unit,
    ours,
    most,
    bare = Number.NaN,
    goal = `< ${most} ${unit}`,
  }: { unit: string; ours: number; most: number; bare?: number; goal?: string },
): Row {
  return { name, unit, ours, bare, ratio: ours / bare, range: [ours, ours], goal, met: ours < most };
}
