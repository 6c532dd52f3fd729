import type { Reaction } from '../platform/journal/index.ts';
import { applyChange } from './actions.ts';

/** A crash may have come between a change and the catalogue. */
export const applyReaction: Reaction = {
  name: 'catalogue.apply',
  to: ['catalogue.changed'],
  run: (entry, context) => applyChange(context, entry.subject.id),
};
