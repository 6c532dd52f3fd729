import { randomBytes } from 'node:crypto';
import { publicItemRecords } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { insertMissing } from '../platform/data/insert-missing.ts';
import { allow, Conflict, NotFound } from '../platform/errors.ts';
import { changesOf, commitNew, type Entry, type Verb } from '../platform/journal/index.ts';
import {
  Delivery,
  Failures,
  Webhook,
  type WebhookDelivery,
  type WebhookDocument,
  type WebhookFields,
} from './model.ts';
import { canManageWebhooks } from './policy.ts';
import { type EventName, MOST_HOOKS, TEST_EVENT } from './rules.ts';

type Event = 'webhooks.removed' | 'webhooks.enabled' | 'webhooks.disabled';

const { change, follow } = changesOf<string, WebhookDocument, Event>({
  find: (_, id) => Webhook.findById(id),
  saved: (hook) => hook,
  code: () => '',
});

const PURPOSE = 'webhook';

/** @returns the secret, which nobody is shown again */
export async function createWebhook(
  context: Context,
  { url, events }: { url: string; events: EventName[] },
): Promise<{ id: string; secret: string }> {
  allow(canManageWebhooks(context.actor));
  // What was removed stays as a document without events.
  if ((await Webhook.countDocuments({ 'events.0': { $exists: true } })) >= MOST_HOOKS)
    throw new Conflict('webhooks.errors.too-many');
  const _id = randomBytes(12).toString('hex');
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const fields = {
    ...{ _id, url, events, createdAt: context.now, disabledAt: null },
    secret: context.site.tokens.seal(secret, PURPOSE, _id),
  };
  await commitNew(context, Webhook, fields, {
    name: 'webhooks.created',
    details: { host: new URL(url).host, events },
  });
  return { id: _id, secret };
}

/** undefined: it was sealed under another secret of the site. */
export function secretOf({ site }: Context, { _id, secret }: WebhookFields): string | undefined {
  return site.tokens.unseal(secret, PURPOSE, _id);
}

const REMOVE: Verb<WebhookFields, Event> = { entry: 'webhooks.removed', may: canManageWebhooks };
const ENABLE: Verb<WebhookFields, Event> = { entry: 'webhooks.enabled', may: canManageWebhooks };

/** It is called no more. The entry stays; what waited is given up. */
export async function removeWebhook(context: Context, id: string): Promise<void> {
  await change(context, id, REMOVE, (hook) => {
    hook.disabledAt = context.now;
    hook.events = [];
    return { details: { host: new URL(hook.url).host } };
  });
  await Delivery.deleteMany({ webhook: id });
  await Failures.deleteOne({ _id: id });
}

/** About as long as a message is tried. */
const TAKEN_UP_MS = 3 * 86_400_000;

/** Calls it again; what was given up in the last days is sent now. */
export async function enableWebhook(context: Context, id: string): Promise<void> {
  await change(context, id, ENABLE, (hook) => {
    if (!hook.disabledAt) return undefined;
    if (hook.events.length === 0) throw new NotFound();
    hook.disabledAt = null;
    return {};
  });
  await Failures.deleteOne({ _id: id });
  const since = new Date(context.now.getTime() - TAKEN_UP_MS);
  await Delivery.updateMany(
    { webhook: id, status: 'given-up', createdAt: { $gt: since } },
    { $set: { status: 'waiting', nextAt: context.now } },
  );
}

/** It has failed too often. */
export async function disableWebhook(context: Context, id: string): Promise<void> {
  await follow(context, id, (hook) => {
    if (hook.disabledAt) return undefined;
    hook.disabledAt = context.now;
    return { name: 'webhooks.disabled', details: { host: new URL(hook.url).host } };
  });
  await Delivery.updateMany({ webhook: id, status: 'waiting' }, { $set: { status: 'given-up' } });
}

/** A message that means nothing, to see whether it arrives. */
export async function testDelivery(
  context: Context,
  id: string,
): Promise<{ hook: WebhookFields; row: WebhookDelivery }> {
  allow(canManageWebhooks(context.actor));
  const hook = await Webhook.findById(id).lean<WebhookFields>();
  if (!hook || hook.events.length === 0) throw new NotFound();
  const row = deliveryOf(`test-${randomBytes(9).toString('hex')}`, hook._id, {
    event: TEST_EVENT,
    at: context.now,
    data: {},
  });
  await insertMissing(Delivery.collection, [row]);
  return { hook, row };
}

function deliveryOf(
  id: string,
  webhook: string,
  { event, code, at, data }: { event: string; code?: string; at: Date; data: object },
): WebhookDelivery {
  return {
    ...{ _id: id, webhook, event, ...(code ? { code } : {}) },
    ...{ status: 'waiting', createdAt: at, nextAt: at, tries: [] },
    body: JSON.stringify({ type: event, timestamp: at.toISOString(), data }),
  };
}

/** Puts a message for each receiver that wants to hear of the entry. Only what everybody may read of the item, without its words. */
export async function tellReceivers({ site }: Context, entry: Entry): Promise<void> {
  const hooks = await Webhook.find({ disabledAt: null, events: entry.name }, { _id: 1 }).lean();
  const { code } = entry.subject;
  if (hooks.length === 0 || !code) return;
  const record = (await publicItemRecords([code])).get(code) as Record<string, unknown> | undefined;
  // What a coordinator has shielded is nobody's any more, wherever it was told before.
  if (!record || record['withheld']) return;
  const { label, receivedAt, dueAt, closedAt, kind, regulation, unit } = record;
  const data = {
    ...{ code, status: label, receivedAt, dueAt, closedAt, kind, regulation, unit },
    href: `${site.publicUrl}/feedback/${code}`,
  };
  const rows = hooks.map(({ _id }) =>
    deliveryOf(`${entry._id}.${_id}`, _id, { event: entry.name, code, at: entry.at, data }),
  );
  await insertMissing(Delivery.collection, rows);
}

/** Nobody may know of the item any more: what waits to be told of it is not told. */
export async function forgetWaiting(code: string): Promise<void> {
  await Delivery.deleteMany({ status: 'waiting', code });
}
