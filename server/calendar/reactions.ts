import type { Reaction } from '../platform/journal/index.ts';
import { supersedeEarlier } from './actions/apply.ts';

/** An applied version ends the one before it. */
export const supersedeReaction: Reaction = {
  name: 'calendar.supersede',
  to: ['calendar.applied'],
  run: ({ at, details }, context) =>
    supersedeEarlier(context, { of: String(details['of']), number: Number(details['number']), at }),
};
