import mongoose, { type HydratedDocument, Schema } from 'mongoose';
import { documentOptions } from '../platform/data/connection.ts';
import { type Journalled, journalledModel } from '../platform/journal/index.ts';
import type { CaseStatus, Hand, ReaderRow } from './rules.ts';

/** The one list of those whom confidential messages reach. */
export interface ReaderListFields extends Journalled {
  _id: string;
  rows: ReaderRow[];
}

export const ReaderList = journalledModel<ReaderListFields>(
  'ConfidentialReaders',
  'confidential-readers',
  new Schema<ReaderListFields>({ _id: String, rows: { type: Schema.Types.Mixed, default: [] } }),
);

export interface CaseFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
}

export interface CaseMessage {
  from: 'sender' | 'reader';
  /** Name of the reader. */
  name?: string;
  at: Date;
  text: string;
  files: CaseFile[];
  answer?: boolean;
}

export const CASE_STEPS = [
  'received',
  'marked',
  'opened',
  'wrote',
  'answered',
  'sender-wrote',
  'proposed',
  'taken-back',
  'declined',
  'moved',
] as const;

/** What was done, by whom; null: the sender. Who has read it stands here too. */
export interface CaseStep {
  what: (typeof CASE_STEPS)[number];
  by: string | null;
  name?: string;
  at: Date;
}

/**
 * A message for named people alone. It keeps its history itself: an entry in the journal would stand in the sealed
 * record, and whoever counts entries there would see that something has come.
 */
export interface CaseFields {
  /** Random, so that no number is missing anywhere. */
  _id: string;
  version: number;
  keyHash: string;
  receivedAt: Date;
  dueAt: Date;
  answeredAt: Date | null;
  status: CaseStatus;
  /** Accounts to whom the sender does not want it shown. */
  excluded: string[];
  /** Accounts of all readers of that day whom the sender has not left out. Absent in messages from before it was kept. */
  offered?: string[];
  messages: CaseMessage[];
  /** A reader would make an ordinary item of it; the sender decides. */
  proposal: { hand: Hand; unit: string; reason: string } | null;
  /** Code of the ordinary item. */
  movedTo: string | null;
  steps: CaseStep[];
}

export type CaseDocument = HydratedDocument<CaseFields>;

const mixed = { type: Schema.Types.Mixed, default: null };
const schema = new Schema<CaseFields>(
  {
    ...{ _id: String, keyHash: String, receivedAt: Date, dueAt: Date, status: String },
    answeredAt: { type: Date, default: null },
    excluded: { type: [String], default: [] },
    offered: { type: [String], default: undefined },
    messages: { type: Schema.Types.Mixed, default: [] },
    proposal: mixed,
    movedTo: { type: String, default: null },
    steps: { type: Schema.Types.Mixed, default: [] },
  },
  { ...documentOptions, collection: 'confidential-cases' },
);
schema.index({ keyHash: 1 }, { unique: true });
schema.index({ status: -1, dueAt: 1, _id: 1 });
schema.index({ 'messages.files.id': 1 });

export const Case = mongoose.model<CaseFields>('ConfidentialCase', schema);
