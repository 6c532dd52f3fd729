import type { Feature } from '../platform/feature.ts';
import { catalogueJobs } from './jobs.ts';
import { catalogueParts } from './page-parts.ts';
import { applyReaction } from './reactions.ts';
import { reorganisationOperations } from './reorganisation/api.ts';
import { reorganisationLetters } from './reorganisation/letters.ts';
import { catalogueRoutes } from './routes.ts';

export { changeCatalogue } from './actions.ts';
export { planReorganisation } from './reorganisation/actions.ts';
export { carryReorganisations } from './reorganisation/carry.ts';

/** Offices and procedures as administrators keep them: forms, import, and offices that end and hand over. */
export const catalogue: Feature = {
  name: 'catalogue',
  routes: catalogueRoutes,
  operations: reorganisationOperations,
  reactions: (tools) => [applyReaction, reorganisationLetters(tools)],
  jobs: () => catalogueJobs,
  pageParts: catalogueParts,
  menu: [{ place: 194, href: '/catalogue', text: 'catalogue.menu', who: ['catalogue'], rare: true }],
};
