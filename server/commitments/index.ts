import type { Feature } from '../platform/feature.ts';
import { countingReaction } from '../platform/figures/index.ts';
import { settingDoors } from '../settings/index.ts';
import { commitmentOperations } from './api.ts';
import { countedCommitments } from './figures.ts';
import { commitmentJob } from './jobs.ts';
import { commitmentsOf, promisesDue } from './queries.ts';
import { commitmentReactions } from './reactions.ts';
import { commitmentRoutes } from './routes.ts';
import { TIMES_WITH_EFFECT } from './times-effect.ts';

export * as commitmentActions from './actions.ts';
export { makeCommitment } from './actions.ts';
export { commitmentsByUnit, commitmentsInMonths } from './figures.ts';
export {
  type CommitmentShown,
  commitmentsOf,
  listCommitments,
  promisesDue,
  promisesKept,
  publicCommitmentRecords,
} from './queries.ts';
export { countOwedBy, succeedCommitments } from './succession.ts';
export { COMMITMENT_TIMES } from './times.ts';

const settings = settingDoors(TIMES_WITH_EFFECT);

/** Promised actions of answers, followed until they are done: a public register. */
export const commitments: Feature = {
  name: 'commitments',
  routes: [...commitmentRoutes, ...settings.routes],
  operations: commitmentOperations,
  reactions: (tools) => [...commitmentReactions(tools), countingReaction(countedCommitments)],
  counted: [countedCommitments],
  jobs: () => [commitmentJob],
  menu: [{ place: 70, href: '/commitments', text: 'commitments.menu' }],
  pageParts: {
    ...settings.pageParts,
    inbox: [
      {
        view: 'commitments/inbox-part',
        async model({ now }, { units }) {
          const promises = await promisesDue(units, now);
          return promises.length > 0 ? { promises } : undefined;
        },
      },
    ],
    item: [
      {
        view: 'commitments/item-part',
        async model(_context, { code, timeline, firstAnswer }) {
          // Promises stand in answers: an item that never had one need not be looked up.
          if (!timeline.some(({ name }) => name === 'feedback.answered')) return undefined;
          const commitments = await commitmentsOf(code);
          return commitments.length > 0
            ? { commitments, answeredTwice: firstAnswer !== undefined }
            : undefined;
        },
      },
    ],
  },
};
