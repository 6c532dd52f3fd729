import type { Feature } from '../platform/feature.ts';
import { forgetItems } from './actions/find.ts';
import { showAfterFigures } from './after/page-parts.ts';
import { feedbackOperations } from './api.ts';
import { feedbackCalls } from './calls.ts';
import { evidenceJob } from './evidence/jobs.ts';
import { contributionJob, overdueJob, ratingJob, reminderJob } from './jobs.ts';
import { feedbackTopics } from './live.ts';
import { forgetNumbers } from './numbers.ts';
import { forgetBeside } from './queries/beside.ts';
import { forgetEarlierAnswers } from './queries/earlier-answers.ts';
import { feedbackReactions } from './reactions.ts';
import {
  recalculationJob,
  recalculationReaction,
  recalculationRoutes,
  startRecalculation,
} from './recalculation/index.ts';
import { feedbackRoutes } from './routes.ts';
import { requirementRows, requirementsJob } from './settings.ts';

export * as feedbackActions from './actions.ts';
export { checkDraft, checkWords, toAssess } from './answer-check.ts';
export { checkTitle } from './answer-report.ts';
export { type RunningLimit, runningLimits, stateOf, workedTime } from './clocks.ts';
export { cityMinute, readCityDay, readCityMoment, startOf } from './deadlines.ts';
export { firstClock, type Lateness, lateness } from './lateness.ts';
export { Feedback, type FeedbackFields } from './model.ts';
export { addToItemPage, type ItemPagePart } from './page-parts.ts';
export {
  feedbackFigures,
  type InboxRow,
  listFeedback,
  type PublicItem,
  publicItem,
  type ShownAnswer,
  shownVersion,
} from './queries.ts';
export type { Submission } from './schemas.ts';

export const feedback: Feature = {
  name: 'feedback',
  routes: [...feedbackRoutes, ...recalculationRoutes],
  operations: feedbackOperations,
  topics: feedbackTopics,
  calls: feedbackCalls,
  reactions: (tools) => [...feedbackReactions(tools), recalculationReaction],
  jobs: () => [
    overdueJob,
    reminderJob,
    contributionJob,
    ratingJob,
    evidenceJob,
    recalculationJob,
    requirementsJob,
  ],
  async start(context) {
    forgetNumbers();
    forgetItems();
    forgetEarlierAnswers();
    forgetBeside();
    await requirementRows();
    showAfterFigures();
    await startRecalculation(context);
  },
};
