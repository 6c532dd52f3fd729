import { Schema } from 'mongoose';
import { type Journalled, journalledModel } from '../../platform/journal/index.ts';
import type { EndedKind } from './rules.ts';

/** The last day of a legal document or a procedure, as the city has recorded it. */
export interface EndedRowFields extends Journalled {
  /** `endedKey` */
  _id: string;
  kind: EndedKind;
  name: string;
  endedOn: string;
  replacedBy: string | null;
  recordedAt: Date;
  recordedBy: string;
  /** It was a mistake. */
  takenBackAt: Date | null;
}

export const EndedRow = journalledModel<EndedRowFields>(
  'EndedRow',
  'ended-rules',
  new Schema<EndedRowFields>({
    _id: String,
    kind: String,
    name: String,
    endedOn: String,
    replacedBy: { type: String, default: null },
    recordedAt: Date,
    recordedBy: String,
    takenBackAt: { type: Date, default: null },
  }),
);
