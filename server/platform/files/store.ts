import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { type Context, isStaff } from '../context.ts';
import { Invalid } from '../errors.ts';
import { kindOf } from './kind.ts';
import { BUCKET, StoredFileModel } from './model.ts';

/** Small pieces: between two of them the commits of others get their turn. */
const CHUNK_BYTES = 256 * 1024;

const { GridFSBucket, ObjectId } = mongoose.mongo;

function bucket(): mongoose.mongo.GridFSBucket {
  return new GridFSBucket(mongoose.connection.db!, { bucketName: BUCKET, chunkSizeBytes: CHUNK_BYTES });
}

export interface NewFile {
  /** As it was sent: it is cleaned here. */
  name: string;
  bytes: Buffer;
  /** Code of the document that it is for. */
  owner: string;
}

export interface PutFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
}

/**
 * Stores a file. Until `holdFile` it is loose, and a sweep removes it after a day.
 * @throws Invalid (field `file`) when it is empty or of no accepted type
 */
export async function putFile(context: Context, { name, bytes, owner }: NewFile): Promise<PutFile> {
  if (bytes.length === 0) throw new Invalid({ file: { text: 'errors.field.file-empty' } });
  const kind = kindOf(name, bytes);
  if (!kind) throw new Invalid({ file: { text: 'errors.field.file-type' } });
  const id = new ObjectId();
  const by = isStaff(context.actor) ? context.actor.id : null;
  const metadata = { type: kind.type, owner, by, at: context.now, looseSince: context.now };
  await pipeline(Readable.from([bytes]), bucket().openUploadStreamWithId(id, kind.name, { metadata }));
  return { id: id.toHexString(), ...kind, bytes: bytes.length };
}

/** Name, type and content; undefined when there is none. */
export async function fileOf(id: string): Promise<{ name: string; type: string; bytes: Buffer } | undefined> {
  const row = ObjectId.isValid(id) ? await StoredFileModel.findById(id).lean() : null;
  if (!row) return undefined;
  const parts = await bucket().openDownloadStream(row._id).toArray();
  return { name: row.filename, type: row.metadata.type, bytes: Buffer.concat(parts) };
}

/** A document holds it now. Called after that document is saved. */
export async function holdFile(id: string): Promise<void> {
  await StoredFileModel.updateOne({ _id: id }, { $unset: { 'metadata.looseSince': 1 } });
}

/** Documents are about to let go of them. Called before they are saved: the sweep asks again before it removes. */
export async function loosenFiles(ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await StoredFileModel.updateMany({ _id: { $in: ids } }, { $set: { 'metadata.looseSince': now } });
}

/** The content first: whatever a crash leaves is still found by its row. */
export async function removeFile(id: string): Promise<void> {
  const chunks = mongoose.connection.db!.collection(`${BUCKET}.chunks`);
  await chunks.deleteMany({ files_id: new ObjectId(id) });
  await StoredFileModel.deleteOne({ _id: id });
}
