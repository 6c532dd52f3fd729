import type { Reaction } from '../../platform/journal/index.ts';
import { askForCall } from './actions.ts';
import { TOLD_BY_PHONE } from './rules.ts';

export const callReaction: Reaction = {
  name: 'feedback.call-backs',
  to: TOLD_BY_PHONE,
  run: (entry, context) => askForCall(context, entry),
};
