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
    /** What it was put there for: the code of a document. */
    owner: string;
    /** Account; null: the server itself. */
    by: string | null;
    at: Date;
    /** Set while no document is known to hold it: the sweep looks at these. */
    looseSince?: Date;
  };
}

export const BUCKET = 'files';

const metadata = new Schema<StoredFile['metadata']>(
  { type: { type: String }, owner: String, by: String, at: Date, looseSince: Date },
  { _id: false },
);
const schema = new Schema<StoredFile>(
  { length: Number, chunkSize: Number, uploadDate: Date, filename: String, metadata },
  { collection: `${BUCKET}.files`, versionKey: false },
);
schema.index({ 'metadata.looseSince': 1 }, { sparse: true });

export const StoredFileModel = mongoose.model<StoredFile>('StoredFile', schema);
