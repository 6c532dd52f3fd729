import type { Feature } from '../platform/feature.ts';
import { dialogueOperations } from './api.ts';
import { dialogueJobs } from './jobs.ts';
import { dialogueSpace } from './live.ts';
import { showSessions } from './page-parts.ts';
import { panelTopic } from './panel.ts';
import { dialogueReactions } from './reactions.ts';
import { dialogueRoutes } from './routes.ts';

export * as dialogueActions from './actions.ts';
export { Minutes } from './minutes/model.ts';
export { type DialogueRow, nextSession } from './queries.ts';
export { castVote } from './votes.ts';

/** Dialogue sessions: announced, live, recorded; what stays open becomes an item with a deadline. */
export const dialogues: Feature = {
  name: 'dialogues',
  routes: dialogueRoutes,
  operations: dialogueOperations,
  topics: [panelTopic],
  space: dialogueSpace,
  reactions: dialogueReactions,
  jobs: dialogueJobs,
  async start() {
    showSessions();
  },
};
