import Joi from 'joi';
import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { page, type Reply, seeOther } from '../platform/web/reply.ts';
import { type Route, route } from '../platform/web/route.ts';
import { createWebhook, enableWebhook, removeWebhook, testDelivery } from './actions.ts';
import { deliverOne } from './deliver.ts';
import { listWebhooks, webhookById } from './queries.ts';
import { EVENTS, type EventName } from './rules.ts';

const WHO = ['webhooks'] as const;

/** Joi goes by RFC 3986 alone, which knows neither the range of ports nor that of numbers; nobody signs in by an address. */
function isAddress(typed: string): boolean {
  return URL.canParse(typed) && !new URL(typed).username;
}

const webhookForm = Joi.object<{ url: string; events: EventName[] }>({
  url: Joi.string()
    .trim()
    .max(500)
    .uri({ scheme: ['https', 'http'] })
    .custom((typed: string, { error }) => (isAddress(typed) ? typed : error('string.uri')))
    .required(),
  events: Joi.array()
    .items(Joi.string().valid(...EVENTS))
    .single()
    .unique()
    .min(1)
    .required(),
});

async function showList({ context }: { context: Context }, shown: object = {}): Promise<Reply> {
  return page('webhooks/list', {
    title: translator(context.language)('webhooks.title'),
    webhooks: await listWebhooks(),
    events: EVENTS,
    ...shown,
  });
}

async function showOne({ language }: Context, id: string, shown: object = {}): Promise<Reply> {
  const title = translator(language)('webhooks.one');
  return page('webhooks/show', { title, webhook: await webhookById(id), ...shown });
}

export const webhookRoutes: Route[] = [
  route({
    method: 'get',
    path: '/webhooks',
    who: WHO,
    handler: (visit) => showList(visit),
  }),
  route({
    method: 'post',
    path: '/webhooks',
    who: WHO,
    body: webhookForm,
    proof: true,
    // Shown in the answer and nowhere else: it is kept sealed.
    handler: async ({ context, body }) => {
      const { id, secret } = await createWebhook(context, body);
      return showOne(context, id, { secret });
    },
    again: (visit, typed) => {
      const events = [typed.values['events'] ?? []].flat();
      return showList(visit, { ...typed, values: { ...typed.values, events } });
    },
  }),
  route({
    method: 'get',
    path: '/webhooks/:id',
    who: WHO,
    handler: ({ context, params }) => showOne(context, params.id),
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/test',
    who: WHO,
    handler: async ({ context, params }) => {
      const { hook, row } = await testDelivery(context, params.id);
      await deliverOne(context, hook, row);
      return seeOther(`/webhooks/${params.id}`);
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/enabling',
    who: WHO,
    handler: async ({ context, params }) => {
      await enableWebhook(context, params.id);
      return seeOther(`/webhooks/${params.id}`);
    },
  }),
  route({
    method: 'post',
    path: '/webhooks/:id/removal',
    who: WHO,
    handler: async ({ context, params }) => {
      await removeWebhook(context, params.id);
      return seeOther('/webhooks');
    },
  }),
];
