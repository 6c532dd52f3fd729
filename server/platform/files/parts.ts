import mongoose, { Schema } from 'mongoose';
import type { Context } from '../context.ts';
import { isDuplicateKey } from '../data/connection.ts';
import { Invalid } from '../errors.ts';
import { keepUploads } from './form-files.ts';

/** A stretch of a file that comes little by little over a poor line. */
interface FilePart {
  /** The upload and where the stretch begins, so that one sent twice is there once. */
  _id: string;
  upload: string;
  from: number;
  to: number;
  bytes?: Buffer;
  /** In the place of all stretches once the file is whole. */
  mark?: string;
  at: Date;
}

const schema = new Schema<FilePart>(
  { _id: String, upload: String, from: Number, to: Number, bytes: Buffer, mark: String, at: Date },
  { collection: 'file-parts', versionKey: false },
);
schema.index({ upload: 1, from: 1 });
schema.index({ at: 1 });
const FilePartModel = mongoose.model<FilePart>('FilePart', schema);

/** One request of such an upload. */
export interface NewPart {
  /** Made up by the browser; whoever knows it may add to the file, and nothing else. */
  upload: string;
  name: string;
  from: number;
  /** Of the whole file. */
  size: number;
  /** Empty: how much is here is asked for. */
  bytes: Buffer;
}

/** How many bytes are here, and the mark of the file once it is whole. */
export interface Arrived {
  have: number;
  mark?: string;
}

/**
 * Adds a stretch where the one before it ended; any other changes nothing, and the sender is told from where to go on.
 * @throws Invalid (field `file`) when the whole file is none that is taken: then nothing of it is kept
 */
export async function takePart(
  context: Context,
  { upload, name, from, size, bytes }: NewPart,
): Promise<Arrived> {
  const before = await arrived(upload);
  if (before.mark !== undefined) return before;
  const fits = from === before.have && from + bytes.length <= size;
  const have = fits ? from + bytes.length : before.have;
  if (fits && bytes.length > 0)
    await put({ _id: `${upload}:${from}`, upload, from, to: have, bytes, at: context.now });
  return have === size ? { have, mark: await joined(context, { upload, name, size }) } : { have };
}

async function arrived(upload: string): Promise<Arrived> {
  const rows = await FilePartModel.find({ upload }, { bytes: 0 }).sort({ from: 1 }).lean();
  const last = rows.at(-1);
  const mark = rows.find((row) => row.mark)?.mark;
  return { have: last?.to ?? 0, ...(mark !== undefined && { mark }) };
}

/** One that came twice at the same moment is there already. */
async function put(part: FilePart): Promise<void> {
  try {
    await FilePartModel.create(part);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Stores the whole file, as if it had come with the form at once. */
async function joined(
  context: Context,
  { upload, name, size }: { upload: string; name: string; size: number },
): Promise<string> {
  const rows = await FilePartModel.find({ upload, bytes: { $exists: true } }).sort({ from: 1 });
  const bytes = Buffer.concat(rows.map((row) => row.bytes!));
  if (bytes.length !== size) return joinedElsewhere(upload);
  const { marks, faults } = await keepUploads(context, [{ name, bytes }], 1);
  const [mark] = marks;
  if (mark !== undefined)
    await put({ _id: `${upload}:whole`, upload, from: size, to: size, mark, at: context.now });
  await FilePartModel.deleteMany({ upload, bytes: { $exists: true } });
  if (mark === undefined) throw new Invalid({ file: faults[0]! });
  return mark;
}

/** The last stretch came twice: the other request has stored the file, then it removes the stretches. */
async function joinedElsewhere(upload: string): Promise<string> {
  const { mark } = await arrived(upload);
  if (mark === undefined) throw new Invalid({ file: { text: 'errors.field.file-broken' } });
  return mark;
}

/** Removes what was begun before a moment: nobody goes on with it any more. */
export async function sweepParts(before: Date): Promise<void> {
  await FilePartModel.deleteMany({ at: { $lt: before } });
}
