import type { Reaction } from '../../platform/journal/index.ts';
import { askForCall, dropCall } from './actions.ts';
import { TOLD_BY_PHONE } from './rules.ts';

export const callReaction: Reaction = {
  name: 'feedback.call-backs',
  to: TOLD_BY_PHONE,
  run: (entry, context) => askForCall(context, entry),
};

export const dropCallReaction: Reaction = {
  name: 'feedback.drop-call',
  to: ['feedback.personal-erased'],
  run: (entry, context) => dropCall(context, entry.subject.code!),
};
