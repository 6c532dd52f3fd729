import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { type Context, isStaff } from '../context.ts';
import { Conflict, Invalid } from '../errors.ts';
import { BadFile, type ReadFile, readFile } from './kind.ts';
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
  /** Code of the document that it is for; empty: of a form that is still filled in. */
  owner: string;
}

export interface PutFile {
  id: string;
  name: string;
  type: string;
  bytes: number;
  /** It waits for the virus scanner. */
  waits?: true;
}

/**
 * Stores a file. Until `holdFile` it is loose, and a sweep removes it after a day.
 * @throws Invalid (field `file`) when it is empty, of no accepted type, not what it is called, damaged or dangerous
 */
export async function putFile(context: Context, { name, bytes, owner }: NewFile): Promise<PutFile> {
  const read = await acceptable(name, bytes);
  const verdict = context.site.scanFile ? await context.site.scanFile(bytes) : 'clean';
  if (verdict === 'found') throw new Invalid({ file: { text: 'errors.field.file-found' } });
  const waits = verdict === 'unreachable';
  const id = new ObjectId();
  const metadata = {
    type: read.type,
    owner,
    sent: createHash('sha256').update(`${name}\n`).update(bytes).digest('base64url'),
    by: isStaff(context.actor) ? context.actor.id : null,
    at: context.now,
    looseSince: context.now,
    ...(waits ? { waitsSince: context.now } : {}),
  };
  await pipeline(Readable.from([read.bytes]), bucket().openUploadStreamWithId(id, read.name, { metadata }));
  const { type, bytes: content } = read;
  const put = { id: id.toHexString(), name: read.name, type, bytes: content.length };
  return waits ? { ...put, waits } : put;
}

async function acceptable(name: string, bytes: Buffer): Promise<ReadFile> {
  try {
    return await readFile(name, bytes);
  } catch (error) {
    throw error instanceof BadFile ? new Invalid({ file: { text: error.text } }) : error;
  }
}

/** Name, type and content; undefined when there is none. @throws Conflict while it waits for the virus scanner */
export async function fileOf(id: string): Promise<ReadFile | undefined> {
  const row = ObjectId.isValid(id) ? await StoredFileModel.findById(id).lean() : null;
  if (!row) return undefined;
  if (row.metadata.waitsSince) throw new Conflict('errors.file-waits');
  return { name: row.filename, type: row.metadata.type, bytes: await contentOf(row._id) };
}

export async function contentOf(id: mongoose.Types.ObjectId): Promise<Buffer> {
  return Buffer.concat(await bucket().openDownloadStream(id).toArray());
}

/** Those of them that nobody can open yet. */
export async function waitingFiles(ids: readonly string[]): Promise<Set<string>> {
  const waits = { 'metadata.waitsSince': { $type: 'date' as const } };
  const rows = await StoredFileModel.find({ _id: { $in: ids }, ...waits }, { _id: 1 }).lean();
  return new Set(rows.map(({ _id }) => _id.toHexString()));
}

/** Those of them that are there no more: the virus scanner, asked late, has found something in them. */
export async function goneFiles(ids: readonly string[]): Promise<Set<string>> {
  const rows = await StoredFileModel.find({ _id: { $in: ids } }, { _id: 1 }).lean();
  const there = new Set(rows.map(({ _id }) => _id.toHexString()));
  return new Set(ids.filter((id) => !there.has(id)));
}

/** A document holds them now. Called after that document is saved. */
export async function holdFiles(ids: readonly string[], owner: string): Promise<void> {
  if (ids.length === 0) return;
  const change = { $set: { 'metadata.owner': owner }, $unset: { 'metadata.looseSince': 1 } };
  await StoredFileModel.updateMany({ _id: { $in: ids } }, change);
}

/** As `holdFiles`; nothing tells any more from whose session they came. */
export async function holdUnsigned(ids: readonly string[], owner: string): Promise<void> {
  if (ids.length === 0) return;
  const change = {
    $set: { 'metadata.owner': owner, 'metadata.by': null },
    $unset: { 'metadata.looseSince': 1 },
  };
  await StoredFileModel.updateMany({ _id: { $in: ids } }, change);
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
