import { StoredFileModel } from './model.ts';
import { holdFile, removeFile } from './store.ts';

const DAY_MS = 86_400_000;
const MOST_AT_ONCE = 200;

/**
 * Removes files that have been loose for more than a day and that no document holds. One that is held after all – the
 * server ended between saving the document and marking the file – is marked.
 * @param heldBy whether the document (its code) holds the file
 * @returns how many were removed
 */
export async function sweepFiles(
  now: Date,
  heldBy: (owner: string, id: string) => Promise<boolean>,
): Promise<number> {
  const before = new Date(now.getTime() - DAY_MS);
  const rows = await StoredFileModel.find({ 'metadata.looseSince': { $lt: before } })
    .sort({ 'metadata.looseSince': 1, _id: 1 })
    .limit(MOST_AT_ONCE)
    .lean();
  let removed = 0;
  for (const { _id, metadata } of rows) {
    const id = _id.toHexString();
    if (await heldBy(metadata.owner, id)) await holdFile(id);
    else {
      await removeFile(id);
      removed++;
    }
  }
  return removed;
}
