import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { caseRoutes } from './case-routes.ts';
import { lookJob } from './jobs.ts';
import { LIMITS_WITH_EFFECT } from './limit-effect.ts';
import { casesWaiting, isHeldByCase } from './queries.ts';
import { readerRoutes } from './reader-routes.ts';
import { isReader, readersToday } from './readers.ts';
import { FILE_OWNER } from './sender.ts';
import { senderRoutes } from './sender-routes.ts';

export { openCase, proposeMove, readerWrites } from './actions.ts';
export { confirmProposal, isReader, proposeReader, waitingProposals } from './readers.ts';
export { dropClosedCases } from './retention.ts';
export { sendConfidential, senderWrites } from './sender.ts';

const settings = settingDoors(LIMITS_WITH_EFFECT);

/** Messages that reach named people alone. It stands apart from items, so that nothing that reads those can show one. */
export const confidential: Feature = {
  name: 'confidential',
  routes: [...senderRoutes, ...readerRoutes, ...caseRoutes, ...settings.routes],
  jobs: (tools) => [lookJob(tools)],
  menu: [
    {
      ...{ place: 105, href: '/confidential/cases', text: 'confidential.menu', who: 'staff' },
      ...{ only: isReader, waiting: casesWaiting },
    },
    {
      ...{ place: 182, href: '/confidential/readers', text: 'confidential.readers.menu' },
      ...{ who: ['confidential-readers'], rare: true },
    },
  ],
  pageParts: {
    ...settings.pageParts,
    submit: [
      {
        view: 'confidential/link',
        model: async ({ now }) => ((await readersToday(now)).length > 0 ? {} : undefined),
      },
    ],
  },
  catalogue: {
    fileHolder: async (id) => ((await isHeldByCase(id)) ? { owner: FILE_OWNER, unsigned: true } : undefined),
  },
};
