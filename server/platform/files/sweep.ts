import type { FileHolder } from '../context.ts';
import { StoredFileModel } from './model.ts';
import { sweepParts } from './parts.ts';
import { holdFiles, holdUnsigned, removeFile } from './store.ts';

const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 200;

/**
 * Removes files that have been loose for more than a day and that no document holds. One that is held after all – the
 * server ended between saving the document and marking the file – is marked.
 * @param heldBy the document that holds the file; undefined: none does
 * @returns how many were removed
 */
export async function sweepFiles(
  now: Date,
  heldBy: (id: string, owner: string) => Promise<FileHolder | undefined>,
): Promise<number> {
  const before = new Date(now.getTime() - DAY_MS);
  await sweepParts(before);
  const rows = await StoredFileModel.find({ 'metadata.looseSince': { $lt: before } })
    .sort({ 'metadata.looseSince': 1, _id: 1 })
    .limit(MOST_AT_ONCE)
    .lean();
  let removed = 0;
  for (const { _id, metadata } of rows) {
    const id = _id.toHexString();
    const holder = await heldBy(id, metadata.owner);
    if (holder) await (holder.unsigned ? holdUnsigned : holdFiles)([id], holder.owner);
    else {
      await removeFile(id);
      removed++;
    }
  }
  return removed;
}
