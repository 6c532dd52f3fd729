import { pause } from '../clock/clock.ts';
import { together } from '../data/together.ts';
import type { Reaction } from '../journal/index.ts';
import { lastBatch, nextBatch } from './batch.ts';
import { type FigurePart, FigurePartModel, type PartChange } from './model.ts';
import { Sum } from './rules.ts';
import type { CountedSource, Face } from './source.ts';

/** Documents of one batch. */
export const MOST_TOGETHER = 500;
/** Entries that are carried together are counted together. */
const GATHER_MS = 5;

export const partId = (source: CountedSource, id: string) => `${source.name}:${id}`;

/**
 * Counts documents as they are now. Once or often is the same: what they were counted as before is kept beside, and the
 * figures change by the difference.
 * @returns how many counted for something else
 */
export async function countAgain(source: CountedSource, ids: readonly string[]): Promise<number> {
  for (;;) {
    const last = await lastBatch();
    const [faces, known] = await Promise.all([source.facesOf(ids), partsOf(source, ids)]);
    const sum = new Sum();
    const parts: PartChange[] = [];
    for (const id of new Set(ids)) {
      const before = known.get(id)?.face ?? null;
      const face = faces.get(id) ?? null;
      const marks = (face && source.marksOf?.(face)) ?? [];
      // Another edition may mark what it counts as before.
      if (same(before, face) && same(known.get(id)?.marks ?? [], marks)) continue;
      if (before) sum.add(source.cellsOf(before), -1);
      if (face) sum.add(source.cellsOf(face));
      parts.push({ _id: partId(source, id), face, marks, fresh: !known.has(id) });
    }
    if (parts.length === 0) return 0;
    if (await nextBatch(last, { changes: sum.changes(), parts, mended: [] })) return parts.length;
  }
}

function same(one: Face | null, other: Face | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function partsOf(source: CountedSource, ids: readonly string[]): Promise<Map<string, FigurePart>> {
  const parts = await FigurePartModel.collection
    .find<FigurePart>({ _id: { $in: ids.map((id) => partId(source, id)) } } as object)
    .toArray();
  return new Map(parts.map((part) => [part._id.slice(source.name.length + 1), part]));
}

/** Counts what an entry has changed. @param most documents of one batch */
export function countingReaction(source: CountedSource, most = MOST_TOGETHER): Reaction {
  const count = together(most, async (ids: string[]) => {
    await countAgain(source, ids);
    return ids;
  });
  return {
    name: `${source.name}.figures`,
    to: source.to,
    async run({ subject }) {
      await pause(GATHER_MS);
      await count(subject.id);
    },
  };
}
