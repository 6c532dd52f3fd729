import mongoose, { Schema } from 'mongoose';
import type { Change, State, StreamName } from './protocol.ts';

/** One event of one stream, as it is kept. Append-only, but for texts that had to go: see `redact`. */
export interface StreamRow {
  /** `${dialogue} ${stream} ${n}`: the number is given by inserting it. */
  _id: string;
  dialogue: string;
  stream: StreamName;
  n: number;
  /** Journal entry that it follows: one event each. */
  entryId: string;
  name: string;
  at: Date;
  changes: Change[];
  ground?: string;
}

const schema = new Schema<StreamRow>(
  {
    _id: String,
    dialogue: String,
    stream: String,
    n: Number,
    entryId: String,
    name: String,
    at: Date,
    ground: String,
    changes: { type: Schema.Types.Mixed, default: [] },
  },
  { collection: 'dialogue-stream', versionKey: false, minimize: false },
);
schema.index({ dialogue: 1, stream: 1, n: 1 }, { unique: true });
schema.index({ entryId: 1, stream: 1 }, { unique: true });

export const StreamRows = mongoose.model<StreamRow>('DialogueStream', schema);

/** State of a stream at a number, so that reading it anew need not begin at 1. */
export interface SnapshotRow {
  /** `${dialogue} ${stream}` */
  _id: string;
  n: number;
  state: State;
  /** How often what happened: pairs, for names have dots. */
  told: [string, number][];
}

export const Snapshots = mongoose.model<SnapshotRow>(
  'DialogueSnapshot',
  new Schema<SnapshotRow>(
    { _id: String, n: Number, state: Schema.Types.Mixed, told: Schema.Types.Mixed },
    { collection: 'dialogue-snapshots', versionKey: false, minimize: false },
  ),
);
