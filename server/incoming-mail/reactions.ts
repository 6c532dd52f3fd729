import type { Reaction } from '../platform/journal/index.ts';
import { dropMailsAbout } from './actions.ts';

/** Who sent an item is gone: so is the record of the letters that came about it. */
export const erasureReaction: Reaction = {
  name: 'incoming-mail.erase',
  to: ['feedback.personal-erased'],
  run: async ({ subject }) => void (subject.code && (await dropMailsAbout(subject.code))),
};
