import type { Reaction } from '../../platform/journal/index.ts';
import { shieldParts } from './shield.ts';

/** Urgent: until then the unit that an item is about could open a part of it. Parts may be made after the whole was shielded. */
export const shieldReaction: Reaction = {
  name: 'feedback.shield-parts',
  to: ['feedback.shielded', 'feedback.split'],
  urgent: true,
  run: (entry, context) => shieldParts(context, entry.subject.code!),
};
