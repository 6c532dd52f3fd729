import { type HydratedDocument, Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { CalendarData, LimitRow, Problem } from './rules.ts';

const VERSION_STATUSES = ['draft', 'applied', 'superseded', 'discarded'] as const;
export type VersionStatus = (typeof VERSION_STATUSES)[number];

/** What an imported file has brought, shown until the draft is changed again. */
export interface ImportReport {
  at: Date;
  added: string[];
  replaced: string[];
  kept: string[];
  unchanged: number;
  problems: Problem[];
}

export interface CalendarVersionFields extends Journalled {
  /** 'city-2' */
  _id: string;
  /** CITY or the slug of a unit. */
  of: string;
  number: number;
  status: VersionStatus;
  /** When deadlines were counted by it: from its application until the next one's. */
  validFrom: Date | null;
  validUntil: Date | null;
  /** For a unit its own hours and days only: the rest comes from the city's calendar. */
  data: CalendarData;
  /** Why it was applied, as everybody may read it. */
  reason: string | null;
  importReport: ImportReport | null;
  /** Of a draft of which a part was applied: all of it, for the draft that goes on. */
  goesOn: CalendarData | null;
  createdAt: Date;
}

export type CalendarVersionDocument = HydratedDocument<CalendarVersionFields>;

const versionSchema = new Schema<CalendarVersionFields>({
  _id: String,
  of: String,
  number: Number,
  status: { type: String, enum: VERSION_STATUSES },
  validFrom: { type: Date, default: null },
  validUntil: { type: Date, default: null },
  data: Schema.Types.Mixed,
  reason: { type: String, default: null },
  importReport: { type: Schema.Types.Mixed, default: null },
  goesOn: { type: Schema.Types.Mixed, default: null },
  createdAt: Date,
});
versionSchema.index({ of: 1, number: -1 });
versionSchema.index({ status: 1, of: 1 });
// One draft a calendar: two people who begin at once meet here, and the second goes on with the first's.
versionSchema.index({ of: 1 }, { unique: true, partialFilterExpression: { status: 'draft' }, name: 'draft' });

export const CalendarVersion = journalledModel<CalendarVersionFields>(
  'CalendarVersion',
  'calendar_versions',
  versionSchema,
);

export interface LimitTableFields extends Journalled {
  _id: string;
  /** Counts the changes; who edits says which one was on the page. */
  number: number;
  rows: LimitRow[];
  changedAt: Date;
}

const limitSchema = new Schema<LimitTableFields>({
  _id: String,
  number: Number,
  rows: { type: Schema.Types.Mixed } as never,
  changedAt: Date,
});

export const LimitTable = journalledModel<LimitTableFields>('LimitTable', 'limit_tables', limitSchema);

export function versionId(of: string, number: number): string {
  return `${of}-${number}`;
}

/** Data as the store keeps them: a field that is undefined would come back as null. */
export function storable<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}
