import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { secondPersonJob } from './jobs.ts';
import { PERMISSIONS, requestsWaiting } from './queries.ts';
import { secondPersonReactions } from './reactions.ts';
import { secondPersonRoutes } from './routes.ts';
import { otherPeople, ruleNow, SECOND_PERSON } from './settings.ts';

export { SECOND_PERSON } from './settings.ts';

const settings = settingDoors(SECOND_PERSON);

/** Acts for which the city asks for two people: one asks, another approves. */
export const secondPerson: Feature = {
  name: 'second-person',
  routes: [...secondPersonRoutes, ...settings.routes],
  reactions: secondPersonReactions,
  jobs: () => [secondPersonJob],
  menu: [
    {
      ...{ place: 182, href: '/second-person', text: 'second-person.menu' },
      ...{ who: PERMISSIONS, rare: true, waiting: requestsWaiting },
    },
  ],
  pageParts: settings.pageParts,
  catalogue: { secondPerson: { rule: ruleNow, others: otherPeople } },
};
