import type { Feature } from '../platform/feature.ts';
import { dialogueSpace } from './live.ts';
import { dialogueReactions } from './reactions.ts';

export * as dialogueActions from './actions.ts';

/** Dialogue sessions: announced, live, recorded; what stays open becomes an item with a deadline. */
export const dialogues: Feature = {
  name: 'dialogues',
  space: dialogueSpace,
  reactions: dialogueReactions,
};
