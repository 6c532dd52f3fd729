import { loosenFiles, removeFile } from '../platform/files/index.ts';
import { Case, type CaseFields } from './model.ts';

/**
 * Closed, and nothing was said or done since a moment. That a reader has looked at it again holds up nothing: else whoever
 * looks each year would keep it for ever.
 */
const closedSince = (before: Date) => ({
  status: { $in: ['answered' as const, 'moved' as const] },
  $nor: [{ steps: { $elemMatch: { what: { $ne: 'opened' }, at: { $gte: before } } } }],
});

/**
 * Confidential messages that were closed before a moment go whole, with their files and with who has read them. Nothing is
 * told of it, not even how many there were: a number would show that there was one. A file is loose before its message has
 * gone, so that a crash leaves none that nobody finds.
 */
export async function dropClosedCases(now: Date, before: Date, most: number): Promise<void> {
  const due = closedSince(before);
  const rows = await Case.find(due, { messages: 1, version: 1 })
    .sort({ status: -1, dueAt: 1, _id: 1 })
    .limit(most)
    .lean<Pick<CaseFields, '_id' | 'version' | 'messages'>[]>();
  for (const { _id, version, messages } of rows) {
    const files = messages.flatMap((message) => message.files.map(({ id }) => id));
    await loosenFiles(files, now);
    // Whoever wrote meanwhile has opened it again.
    const { deletedCount } = await Case.deleteOne({ _id, version, ...due });
    if (deletedCount === 1) for (const id of files) await removeFile(id);
  }
}
