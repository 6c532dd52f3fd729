import { type HydratedDocument, Schema, type Types } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';

/** Somebody is to be called about an item: one for each item, about the last that happened to it. */
export interface CallBackFields extends Journalled {
  _id: Types.ObjectId;
  code: string;
  /** 'dropped': nobody knows any more whom to call. */
  status: 'due' | 'reached' | 'dropped';
  /** Entry of the item that the call is about, and its name. */
  entry: string;
  about: string;
  since: Date;
  /** Calls that nobody has answered. */
  missed: number;
  missedAt: Date | null;
}

const schema = new Schema<CallBackFields>({
  code: String,
  status: String,
  entry: String,
  about: String,
  since: Date,
  missed: { type: Number, default: 0 },
  missedAt: { type: Date, default: null },
});
schema.index({ code: 1 }, { unique: true });
schema.index({ status: 1, since: 1, _id: 1 });

export type CallBackDocument = HydratedDocument<CallBackFields>;
export const CallBack = journalledModel<CallBackFields>('CallBack', 'call-backs', schema);
