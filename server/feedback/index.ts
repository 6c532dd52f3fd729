import type { Feature } from '../platform/feature.ts';
import { feedbackOperations } from './api.ts';
import { overdueJob } from './jobs.ts';
import { feedbackTopics } from './live.ts';
import { feedbackReactions } from './reactions.ts';
import {
  recalculationJob,
  recalculationReaction,
  recalculationRoutes,
  startRecalculation,
} from './recalculation/index.ts';
import { feedbackRoutes } from './routes.ts';

export * as feedbackActions from './actions.ts';
export { Feedback, type FeedbackFields } from './model.ts';
export { feedbackFigures, type InboxRow, listFeedback, type PublicItem } from './queries.ts';
export type { Submission } from './schemas.ts';

export const feedback: Feature = {
  name: 'feedback',
  routes: [...feedbackRoutes, ...recalculationRoutes],
  operations: feedbackOperations,
  topics: feedbackTopics,
  reactions: (tools) => [...feedbackReactions(tools), recalculationReaction],
  jobs: () => [overdueJob, recalculationJob],
  start: startRecalculation,
};
