import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { changeEach } from '../../platform/journal/index.ts';
import { TextBlock } from './model.ts';

export function countBlocksOf(units: readonly string[]): Promise<number> {
  return TextBlock.countDocuments({ unit: { $in: [...units] }, removedAt: null });
}

/** The words of a unit that has ended belong to its successor. */
export function succeedBlocks(context: Context, { from, to }: Succession): Promise<void> {
  return changeEach(context, TextBlock, {
    filter: { unit: from, removedAt: null },
    change(block) {
      block.unit = to;
      return { name: 'text-block.succeeded', details: { from, unit: to } };
    },
  });
}
