import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { itemOfEntry } from '../item/item-of-entry.ts';
import { type FeedbackEntry, isPublicEntry, MOVES, publicLabel } from '../item/rules/status.ts';

/** Open pages hear that something has happened to an item. */
export function updatesReaction(tools: Tools): Reaction {
  return {
    name: 'feedback.updates',
    to: [...new Set<FeedbackEntry>(['feedback.submitted', ...MOVES.map((move) => move.entry)])],
    async run(entry) {
      const item = await itemOfEntry(entry);
      if (!item) return;
      const update = (topic: string, id: string, name: string) =>
        tools.sendUpdate({ topic, id, name, entryId: entry._id });
      // The public topic tells the public label only, and nothing of inner steps.
      if (isPublicEntry(entry.name) || item.shield)
        update('feedback', item.code, `feedback.${publicLabel(item.status)}`);
      update('inbox', 'triage', entry.name);
      const { from, about } = entry.details as Record<string, string | undefined>;
      for (const unit of new Set([item.unit, from, about])) if (unit) update('inbox', unit, entry.name);
    },
  };
}
