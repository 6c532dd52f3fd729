import { may } from '../platform/context.ts';
import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { readingJob } from './jobs.ts';
import { READING_AUDIT_WITH_EFFECT } from './keep-effect.ts';
import { noteReading } from './note.ts';
import { readingRoutes } from './routes.ts';

export { compareReadings, dropOldReadings } from './seal.ts';
export { readingsKeptFrom } from './settings.ts';

const settings = settingDoors(READING_AUDIT_WITH_EFFECT);

/** Who has read what is not public, when and why. */
export const readingAudit: Feature = {
  name: 'reading-audit',
  routes: [...readingRoutes, ...settings.routes],
  jobs: () => [readingJob],
  menu: [
    {
      ...{ place: 340, href: '/reading-audit', text: 'reading-audit.menu' },
      ...{ who: ['see-readings'] as const, rare: true },
    },
  ],
  pageParts: {
    ...settings.pageParts,
    item: [
      {
        view: 'reading-audit/glass-link',
        model: async ({ actor }, { code, inside }) =>
          !inside && may(actor, 'read-with-reason') ? { code } : undefined,
      },
    ],
  },
  catalogue: { noteReading },
};
