import type { Feature } from '../platform/feature.ts';
import { webhookJobs } from './jobs.ts';
import { webhooksDisabled } from './queries.ts';
import { disabledReaction, shieldedReaction, tellingReaction } from './reactions.ts';
import { webhookRoutes } from './routes.ts';

export { createWebhook } from './actions.ts';

/** Tells servers elsewhere what happens to items: signed, tried again, logged. */
export const webhooks: Feature = {
  name: 'webhooks',
  routes: webhookRoutes,
  reactions: (tools) => [tellingReaction, shieldedReaction, disabledReaction(tools)],
  jobs: () => webhookJobs,
  menu: [
    {
      ...{ place: 195, href: '/webhooks', text: 'webhooks.menu', who: ['webhooks'], rare: true },
      waiting: webhooksDisabled,
    },
  ],
};
