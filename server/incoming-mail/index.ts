import type { Feature } from '../platform/feature.ts';
import { readingJob } from './jobs.ts';
import { lettersWaiting } from './queries.ts';
import { erasureReaction } from './reactions.ts';
import { incomingMailRoutes } from './routes.ts';

export { countOldMails, dropOldMails } from './actions.ts';
export { takeLetter } from './take.ts';

/** Letters that people write to the city's address. */
export const incomingMail: Feature = {
  name: 'incoming-mail',
  routes: incomingMailRoutes,
  reactions: () => [erasureReaction],
  jobs: (tools) => (tools.eachMail ? [readingJob(tools)] : []),
  menu: [
    {
      ...{ place: 135, href: '/incoming-mail', text: 'incoming-mail.menu', who: ['screen'] },
      ...{ rare: true, waiting: lettersWaiting },
    },
  ],
};
