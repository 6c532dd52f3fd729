import mongoose, { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';

/** A server elsewhere that is told what happens here. */
export interface WebhookFields extends Journalled {
  _id: string;
  url: string;
  events: string[];
  /** Sealed: the site signs with it, nobody reads it. */
  secret: string;
  createdAt: Date;
  /** Set: it is called no more. */
  disabledAt: Date | null;
}

export type WebhookDocument = HydratedDocument<WebhookFields>;

export const Webhook = journalledModel<WebhookFields>(
  'Webhook',
  'webhooks',
  new Schema<WebhookFields>({
    _id: String,
    url: String,
    events: { type: [String], default: [] },
    secret: String,
    createdAt: Date,
    disabledAt: { type: Date, default: null },
  }),
);

export interface Try {
  at: Date;
  status?: number;
  /** In a word: nobody answered, or it is not to be called. */
  fault?: string;
}

/** One message to one receiver; the id is the same at each try. */
export interface WebhookDelivery {
  _id: string;
  webhook: string;
  event: string;
  /** The item; absent of a test, and of messages from before it was kept. */
  code?: string;
  body: string;
  status: 'waiting' | 'taken' | 'given-up';
  createdAt: Date;
  nextAt: Date;
  tries: Try[];
}

const deliverySchema = new Schema<WebhookDelivery>(
  {
    _id: String,
    webhook: String,
    event: String,
    code: String,
    body: String,
    status: String,
    createdAt: Date,
    nextAt: Date,
    tries: { type: [{ at: Date, status: Number, fault: String, _id: false }], default: [] },
  },
  { collection: 'webhook-deliveries', versionKey: false },
);
deliverySchema.index({ status: 1, nextAt: 1 });
deliverySchema.index({ webhook: 1, createdAt: -1, _id: -1 });
deliverySchema.index({ createdAt: 1 });

export const Delivery = mongoose.model<WebhookDelivery>('WebhookDelivery', deliverySchema);

/** Of receivers that fail: how often in a row. Tries write it, so it is no part of the journalled document. */
export const Failures = mongoose.model<{ _id: string; count: number }>(
  'WebhookFailures',
  new Schema<{ _id: string; count: number }>(
    { _id: String, count: Number },
    { collection: 'webhook-failures', versionKey: false },
  ),
);
