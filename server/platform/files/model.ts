import mongoose, { Schema, type Types } from 'mongoose';

/** The driver's own row for a file, with what we add. */
export interface StoredFile {
  _id: Types.ObjectId;
  length: number;
  chunkSize: number;
  uploadDate: Date;
  filename: string;
  metadata: {
    type: string;
    /** What it was put there for: the code of a document; empty while it belongs to a form that is still filled in. */
    owner: string;
    /** Hash of the name and the bytes as they were sent: by it a repeated form is known. */
    sent?: string;
    /** Account; null: the server itself. */
    by: string | null;
    at: Date;
    /** Set while no document is known to hold it: the sweep looks at these. */
    looseSince?: Date;
    /** The virus scanner could not be asked: nobody may open it until it has been. */
    waitsSince?: Date;
    /** When the scanner was last asked in vain: the others are asked first. */
    askedAt?: Date;
  };
}

export const BUCKET = 'files';

const metadata = new Schema<StoredFile['metadata']>(
  {
    ...{ type: { type: String }, owner: String, sent: String, by: String },
    ...{ at: Date, looseSince: Date, waitsSince: Date, askedAt: Date },
  },
  { _id: false },
);
const schema = new Schema<StoredFile>(
  { length: Number, chunkSize: Number, uploadDate: Date, filename: String, metadata },
  { collection: `${BUCKET}.files`, versionKey: false },
);
schema.index({ 'metadata.looseSince': 1 }, { sparse: true });
schema.index({ 'metadata.waitsSince': 1 }, { sparse: true });

export const StoredFileModel = mongoose.model<StoredFile>('StoredFile', schema);
