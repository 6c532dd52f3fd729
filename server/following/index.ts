import type { Feature } from '../platform/feature.ts';
import { digestJob, sweepJob } from './jobs.ts';
import { confirmingReaction, itemNewsReaction } from './letters.ts';
import { followParts } from './parts.ts';
import { followingRoutes } from './routes.ts';

export { askToFollow, confirmFollowing } from './actions.ts';
export { countFollowersOf, succeedFollowings } from './succession.ts';
export { followingToken } from './tokens.ts';

/** Letters to whoever follows an item, a procedure, an office or a search. */
export const following: Feature = {
  name: 'following',
  routes: followingRoutes,
  reactions: (tools) => [confirmingReaction(tools), itemNewsReaction(tools)],
  jobs: (tools) => [digestJob(tools), sweepJob],
  pageParts: followParts,
};
