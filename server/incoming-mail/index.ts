import type { Feature } from '../platform/feature.ts';
import { forgettingJob, readingJob } from './jobs.ts';
import { lettersWaiting } from './queries.ts';
import { incomingMailRoutes } from './routes.ts';

export { takeLetter } from './take.ts';

/** Letters that people write to the city's address. */
export const incomingMail: Feature = {
  name: 'incoming-mail',
  routes: incomingMailRoutes,
  jobs: (tools) => [...(tools.eachMail ? [readingJob(tools)] : []), forgettingJob],
  menu: [
    {
      ...{ place: 135, href: '/incoming-mail', text: 'incoming-mail.menu', who: ['screen'] },
      ...{ rare: true, waiting: lettersWaiting },
    },
  ],
};
