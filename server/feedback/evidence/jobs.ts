import type { Job } from '../../platform/clock/scheduler.ts';
import { sweepFiles } from '../../platform/files/index.ts';
import { attachedTo } from '../attachments/queries.ts';
import { holderOf } from './queries.ts';

/** Files of forms that were never finished, of senders and officials, and of drafts that were put away. */
export const sweepFilesJob: Job = {
  name: 'feedback.sweep-files',
  everySeconds: 3600,
  run: async ({ now, site }) =>
    void (await sweepFiles(
      now,
      async (id, owner) =>
        (await holderOf(id, owner)) ?? (await attachedTo(id)) ?? site.catalogue.fileHolder?.(id),
    )),
};
