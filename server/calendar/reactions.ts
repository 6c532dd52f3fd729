import type { Reaction } from '../platform/journal/index.ts';
import { supersedeEarlier } from './actions/apply.ts';
import { goOnWithDraft } from './actions/drafts.ts';

/** An applied version ends the one before it. */
export const supersedeReaction: Reaction = {
  name: 'calendar.supersede',
  to: ['calendar.applied'],
  run: ({ at, details }, context) =>
    supersedeEarlier(context, { of: String(details['of']), number: Number(details['number']), at }),
};

/** Only the days on short notice were applied: the rest of the draft waits in the next one. */
export const goOnReaction: Reaction = {
  name: 'calendar.go-on',
  to: ['calendar.applied'],
  run: ({ details }, context) =>
    goOnWithDraft(context, { of: String(details['of']), number: Number(details['number']) }),
};
