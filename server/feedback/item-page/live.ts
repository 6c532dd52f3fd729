import type { Topic } from '../../platform/live/door.ts';
import { itemExists, mayWatchInbox } from './queries.ts';

/** Updates say that something happened to a code, never what: whoever watches fetches what they may see. */
export const feedbackTopics: Topic[] = [
  { name: 'feedback', mayWatch: (_context, code) => itemExists(code) },
  { name: 'inbox', mayWatch: async (context, unit) => mayWatchInbox(context.actor, unit) },
];
