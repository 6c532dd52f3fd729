import { cityDate } from '../calendar/index.ts';
import type { Feature } from '../platform/feature.ts';
import { settingDoors } from '../settings/index.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { delayListOperations } from './delay-list/api.ts';
import { delayListJob } from './delay-list/jobs.ts';
import { listLetters } from './delay-list/letters.ts';
import { LIST_PERMISSIONS } from './delay-list/policy.ts';
import { publicListRoutes } from './delay-list/public-routes.ts';
import { repeatRoutes } from './delay-list/repeat-routes.ts';
import { repeatLetters, repeatsReaction } from './delay-list/repeats.ts';
import { delayListRoutes } from './delay-list/routes.ts';
import { DELAY_RULES_WITH_EFFECT } from './delay-list/rule-effect.ts';
import { staffListRoutes } from './delay-list/staff-routes.ts';
import { tellingJob } from './delay-list/told.ts';
import { DIALOGUE_DUTY_WITH_EFFECT } from './dialogue-duty/duty-effect.ts';
import { dialogueDutyRoutes } from './dialogue-duty/routes.ts';
import { ledgerRoutes } from './ledger/routes.ts';
import { openDataRoutes } from './open-data/routes.ts';
import { FORECAST_PERMISSIONS } from './policy.ts';
import { forecastRoutes } from './routes.ts';
import { scoreRoutes } from './scores/routes.ts';
import { SCORE_RULES_WITH_EFFECT } from './scores/score-effect.ts';
import { targetOperations } from './targets/api.ts';
import { valuesReaction } from './targets/reactions.ts';
import { targetRoutes } from './targets/routes.ts';
import { TARGETS_WITH_EFFECT } from './targets/target-effect.ts';
import { VOLUME_CLASSES_WITH_EFFECT } from './volume-effect.ts';
import { weekRoutes } from './week/routes.ts';

export {
  approveList,
  correctEntry,
  entryMark,
  listsDue,
  replyToEntry,
  tendList,
} from './delay-list/actions.ts';
export { tellAbove } from './delay-list/letters.ts';
export { makeDueLists } from './delay-list/make-lists.ts';
export { publicDelayLists } from './delay-list/public-record.ts';
export { tellingJob } from './delay-list/told.ts';
export { addTask, closeTask, giveValues } from './targets/actions.ts';

const settings = settingDoors(
  SCORE_RULES_WITH_EFFECT,
  VOLUME_CLASSES_WITH_EFFECT,
  DIALOGUE_DUTY_WITH_EFFECT,
  TARGETS_WITH_EFFECT,
  DELAY_RULES_WITH_EFFECT,
);

/** Who was late, by month and unit, for everybody; and, for those in charge, who will be. */
export const accountability: Feature = {
  name: 'accountability',
  routes: [
    ...[...delayListRoutes, ...publicListRoutes, ...staffListRoutes],
    ...[...repeatRoutes, ...forecastRoutes],
    ...[...scoreRoutes, ...dashboardRoutes, ...openDataRoutes, ...ledgerRoutes, ...dialogueDutyRoutes],
    ...[...weekRoutes, ...targetRoutes, ...settings.routes],
  ],
  operations: [...delayListOperations, ...targetOperations],
  reactions: (tools) => [listLetters(tools), repeatsReaction, repeatLetters(tools), valuesReaction],
  jobs: (tools) => [tellingJob, delayListJob(tools)],
  menu: [
    {
      ...{ place: 104, href: '/week', text: 'accountability.week.menu' },
      ...{ who: FORECAST_PERMISSIONS, daily: true },
    },
    { place: 75, href: '/dashboard', text: 'dashboard.menu' },
    {
      ...{ place: 157, href: '/targets', text: 'targets.menu' },
      ...{ who: ['answer', 'open-delay-lists'] as const, rare: true },
    },
    { place: 80, href: '/delays', text: 'accountability.menu' },
    {
      ...{ place: 150, href: '/forecast', text: 'accountability.menu-forecast' },
      who: FORECAST_PERMISSIONS,
    },
    { place: 145, href: '/dashboard/leader', text: 'dashboard.leader.menu', who: FORECAST_PERMISSIONS },
    {
      ...{ place: 155, href: '/delay-lists', text: 'accountability.delay-list.menu' },
      ...{ who: LIST_PERMISSIONS, rare: true },
    },
  ],
  pageParts: {
    ...settings.pageParts,
    regulation: [
      { view: 'accountability/ledger/regulation-part', model: async (_context, { slug }) => ({ slug }) },
    ],
    unit: [
      {
        view: 'accountability/unit-part',
        model: async ({ now }, { slug }) => ({ slug, month: cityDate(now).slice(0, 7) }),
      },
      { view: 'accountability/scores/unit-part', model: async (_context, { slug }) => ({ slug }) },
    ],
  },
};
