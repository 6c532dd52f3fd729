import type { Site } from '../context.ts';
import { StoredFileModel } from './model.ts';
import { contentOf, removeFile } from './store.ts';

const MOST_AT_ONCE = 200;

/**
 * Asks the scanner about files that wait for it, oldest first; stops where it still cannot be reached.
 * @param found takes the file out of the document that holds it; then its content is removed
 */
export async function scanWaiting(
  { scanFile }: Site,
  found: (file: { id: string; owner: string }) => Promise<void>,
): Promise<void> {
  const rows = await StoredFileModel.find({ 'metadata.waitsSince': { $type: 'date' } })
    .sort({ 'metadata.waitsSince': 1, _id: 1 })
    .limit(MOST_AT_ONCE)
    .lean();
  for (const { _id, metadata } of rows) {
    // A site that has no scanner any more waits for none.
    const verdict = scanFile ? await scanFile(await contentOf(_id)) : 'clean';
    if (verdict === 'unreachable') return;
    if (verdict === 'clean')
      await StoredFileModel.updateOne({ _id }, { $unset: { 'metadata.waitsSince': 1 } });
    else {
      await found({ id: _id.toHexString(), owner: metadata.owner });
      await removeFile(_id.toHexString());
    }
  }
}
