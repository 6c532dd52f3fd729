import type { Topic } from '../../platform/live/door.ts';
import { mayWatchInbox, mayWatchItem } from './queries.ts';

/** Updates say that something happened to a code, never what: whoever watches fetches what they may see. */
export const feedbackTopics: Topic[] = [
  { name: 'feedback', mayWatch: mayWatchItem },
  { name: 'inbox', mayWatch: async (context, unit) => mayWatchInbox(context.actor, unit) },
];
