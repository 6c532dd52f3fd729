import { createHmac } from 'node:crypto';
import type { Context } from '../platform/context.ts';
import { faultDetails, log } from '../platform/log.ts';
import { NotCallable } from '../platform/outbound/allowed.ts';
import { callOut } from '../platform/outbound/call-out.ts';
import { disableWebhook, secretOf } from './actions.ts';
import { Delivery, Failures, type Try, Webhook, type WebhookDelivery, type WebhookFields } from './model.ts';
import { afterFailure, isTaken } from './rules.ts';

/** Of one receiver, in one run of the job. */
const MOST_OF_ONE = 50;
const KEPT_MS = 30 * 86_400_000;

/** Standard Webhooks: by id, moment and body, so that nobody can send an old message again as a new one. */
export function signature(
  secret: string,
  { id, seconds, body }: { id: string; seconds: number; body: string },
) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}

/** Sends what is due. Receivers hardly wait for each other; of one that fails the rest waits too. */
export async function deliverAll(context: Context): Promise<void> {
  const due = { status: 'waiting' as const, nextAt: { $lte: context.now } };
  const names = await Delivery.distinct('webhook', due);
  const hooks = await Webhook.find({ _id: { $in: names }, disabledAt: null }).lean<WebhookFields[]>();
  await Promise.all(hooks.map((hook) => deliverOf(context, hook, due)));
  const gone = names.filter((name) => !hooks.some(({ _id }) => _id === name));
  if (gone.length > 0)
    await Delivery.updateMany(
      { webhook: { $in: gone }, status: 'waiting' },
      { $set: { status: 'given-up' } },
    );
}

/** So long a receiver that answers slowly may hold up the next look for the others. */
const SHARE_MS = 15_000;

async function deliverOf(context: Context, hook: WebhookFields, due: object): Promise<void> {
  const rows = await Delivery.find({ ...due, webhook: hook._id })
    .sort({ nextAt: 1, _id: 1 })
    .limit(MOST_OF_ONE)
    .lean<WebhookDelivery[]>();
  const until = context.site.clock.now().getTime() + SHARE_MS;
  for (const row of rows) {
    if (!(await deliverOne(context, hook, row)) || context.site.clock.now().getTime() > until) return;
  }
}

/** @returns whether the receiver has taken it */
export async function deliverOne(
  context: Context,
  hook: WebhookFields,
  { _id, body, tries }: WebhookDelivery,
): Promise<boolean> {
  const at = context.site.clock.now();
  const seconds = Math.floor(at.getTime() / 1000);
  const secret = secretOf(context, hook);
  const one = { at, ...(secret ? await tried() : { fault: 'secret' }) };
  if (one.status && isTaken(one.status)) {
    await Failures.deleteOne({ _id: hook._id });
    await Delivery.updateOne({ _id }, { $set: { status: 'taken' }, $push: { tries: one } });
    return true;
  }
  const counted = await Failures.findByIdAndUpdate(
    hook._id,
    { $inc: { count: 1 } },
    { upsert: true, returnDocument: 'after' },
  );
  const { count: failures } = counted!;
  const next = afterFailure({ tries: tries.length + 1, failures, gone: one.status === 410 });
  const later = (ms: number) => new Date(at.getTime() + ms);
  const { ownPauseMs: pause } = next;
  const set = pause === undefined ? { status: 'given-up' as const } : { nextAt: later(pause) };
  await Delivery.updateOne({ _id }, { $set: set, $push: { tries: one } });
  const others = { webhook: hook._id, status: 'waiting' as const, _id: { $ne: _id } };
  await Delivery.updateMany(others, { $max: { nextAt: later(next.pauseMs) } });
  log.info({ webhook: hook._id, delivery: _id, status: one.status, fault: one.fault }, 'webhook not taken');
  if (next.disable) await disableWebhook(context, hook._id);
  return false;

  async function tried(): Promise<Omit<Try, 'at'>> {
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'city-feedback-dialogue',
      'webhook-id': _id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature(secret!, { id: _id, seconds, body }),
    };
    try {
      const { status } = await callOut(
        { url: hook.url, headers, body },
        { inside: context.site.inside ?? [] },
      );
      return { status };
    } catch (error) {
      if (error instanceof NotCallable) return { fault: error.reason };
      log.info({ webhook: hook._id, ...faultDetails(error) }, 'line to a webhook broken');
      return { fault: 'line' };
    }
  }
}

export async function forgetDeliveries({ now }: Context): Promise<void> {
  await Delivery.deleteMany({
    createdAt: { $lt: new Date(now.getTime() - KEPT_MS) },
    status: { $ne: 'waiting' },
  });
}
