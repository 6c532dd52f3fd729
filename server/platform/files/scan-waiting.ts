import type { Context } from '../context.ts';
import { StoredFileModel } from './model.ts';
import { contentOf, removeFile } from './store.ts';

const MOST_AT_ONCE = 200;
/** So many in a row without an answer: it is the scanner, not the files. */
const MOST_SILENT = 3;

/**
 * Asks the scanner about files that wait for it, oldest first; stops where it still cannot be reached. A
 * file that it cannot look at holds up no other: next time it is asked about last.
 * @param found takes the file out of the document that holds it; then its content is removed
 */
export async function scanWaiting(
  { site: { scanFile }, now }: Context,
  found: (file: { id: string; owner: string }) => Promise<void>,
): Promise<void> {
  const rows = await StoredFileModel.find({ 'metadata.waitsSince': { $type: 'date' } })
    .sort({ 'metadata.askedAt': 1, 'metadata.waitsSince': 1, _id: 1 })
    .limit(MOST_AT_ONCE)
    .lean();
  let silent = 0;
  for (const { _id, metadata } of rows) {
    // A site that has no scanner any more waits for none.
    const verdict = scanFile ? await scanFile(await contentOf(_id)) : 'clean';
    if (verdict === 'unreachable') {
      await StoredFileModel.updateOne({ _id }, { $set: { 'metadata.askedAt': now } });
      if (++silent === MOST_SILENT) return;
      continue;
    }
    silent = 0;
    if (verdict === 'clean')
      await StoredFileModel.updateOne(
        { _id },
        { $unset: { 'metadata.waitsSince': 1, 'metadata.askedAt': 1 } },
      );
    else {
      await found({ id: _id.toHexString(), owner: metadata.owner });
      await removeFile(_id.toHexString());
    }
  }
}
