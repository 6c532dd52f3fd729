import mongoose, { Schema } from 'mongoose';
import type { HandledAs } from '../../feedback/item/rules/handled.ts';
import type { LateItem } from './late-items.ts';
import type { UnitTotals } from './unit-totals.ts';

export type Handled = Record<HandledAs, number>;

/** A month whose list has been told. Written after its rows: without it they count for nothing. */
export interface ToldMonthFields {
  /** yyyy-mm */
  _id: string;
  toldAt: Date;
  units: UnitTotals[];
  /** How the items of the month were handled, as it stood then, by unit; absent: of an older store. */
  handled?: { city: Handled; units: Record<string, Handled> };
  /** How many lists of units are to be made of it; absent: none are begun, or it is of an older store. */
  listsOf?: number;
  /** When all were made. */
  listsMadeAt?: Date | null;
}

export interface ToldRowFields {
  /** Of the month and the place in its list. */
  _id: string;
  month: string;
  at: number;
  row: LateItem;
}

const months = new Schema<ToldMonthFields>(
  {
    _id: String,
    toldAt: Date,
    units: Schema.Types.Mixed,
    handled: Schema.Types.Mixed,
    listsOf: Number,
    listsMadeAt: Date,
  },
  { collection: 'delay-months', versionKey: false, minimize: false },
);

const rows = new Schema<ToldRowFields>(
  { _id: String, month: String, at: Number, row: Schema.Types.Mixed },
  { collection: 'delay-rows', versionKey: false, minimize: false },
);
rows.index({ month: 1, at: 1 });

export const ToldMonth = mongoose.model<ToldMonthFields>('ToldMonth', months);
export const ToldRow = mongoose.model<ToldRowFields>('ToldRow', rows);
