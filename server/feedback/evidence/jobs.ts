import { sealHolder } from '../../branding/index.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import { sweepFiles } from '../../platform/files/index.ts';
import { attachedTo } from '../attachments/queries.ts';
import { holderOf } from './queries.ts';

/** Files of forms that were never finished, of senders and officials, and of drafts that were put away. */
export const sweepFilesJob: Job = {
  name: 'feedback.sweep-files',
  everySeconds: 3600,
  run: async ({ now, site }) => {
    const inFeedback = async (id: string, owner: string) =>
      (await holderOf(id, owner)) ?? (await attachedTo(id));
    await sweepFiles(now, async (id, before) => {
      const owner = (await inFeedback(id, before)) ?? (await sealHolder(id));
      return owner ? { owner } : site.catalogue.fileHolder?.(id);
    });
  },
};
