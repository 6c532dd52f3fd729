import { NotFound } from '../platform/errors.ts';
import { Delivery, Webhook, type WebhookDelivery, type WebhookFields } from './model.ts';

const MOST_SHOWN = 50;

export type WebhookRow = Pick<WebhookFields, '_id' | 'url' | 'events' | 'createdAt' | 'disabledAt'>;
const ROW = { url: 1, events: 1, createdAt: 1, disabledAt: 1 } as const;
/** One that was removed has none left. */
const STANDING = { 'events.0': { $exists: true } };

export function listWebhooks(): Promise<WebhookRow[]> {
  return Webhook.find(STANDING, ROW).sort({ createdAt: 1, _id: 1 }).lean<WebhookRow[]>().exec();
}

/** With the last of what was sent to it. @throws NotFound */
export async function webhookById(id: string): Promise<WebhookRow & { deliveries: WebhookDelivery[] }> {
  const hook = await Webhook.findOne({ ...STANDING, _id: id }, ROW).lean<WebhookRow>();
  if (!hook) throw new NotFound();
  const deliveries = await Delivery.find({ webhook: id })
    .sort({ createdAt: -1, _id: -1 })
    .limit(MOST_SHOWN)
    .lean<WebhookDelivery[]>();
  return { ...hook, deliveries };
}

/** Receivers that have failed too often. */
export function webhooksDisabled(): Promise<number> {
  return Webhook.countDocuments({ ...STANDING, disabledAt: { $ne: null } });
}
