import { translator } from '../../platform/i18n/texts.ts';
import { page, type Reply } from '../../platform/web/reply.ts';
import { type Route, route, type Typed, type Visit } from '../../platform/web/route.ts';
import { campaigns, mergeTogether } from './campaigns.ts';
import { campaign } from './schemas.ts';

const WHO = ['screen'] as const;

async function campaignsPage({ context }: Visit<any, any>, more: Partial<Typed> = {}): Promise<Reply> {
  return page('feedback/desk/campaigns', {
    title: translator(context.language)('feedback.campaigns.title'),
    campaigns: await campaigns(),
    ...more,
  });
}

export const campaignRoutes: Route[] = [
  route({
    method: 'get',
    path: '/triage/campaigns',
    who: WHO,
    handler: (visit) => campaignsPage(visit),
  }),
  route({
    method: 'post',
    path: '/triage/campaigns',
    who: WHO,
    body: campaign,
    handler: async ({ context, body }) =>
      page('feedback/desk/campaign-done', {
        title: translator(context.language)('feedback.campaigns.done'),
        ...(await mergeTogether(context, body)),
      }),
    again: (visit, typed) => campaignsPage(visit, typed),
  }),
];
