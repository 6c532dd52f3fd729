import type { Job } from '../../platform/clock/scheduler.ts';
import { scanWaiting } from '../../platform/files/index.ts';
import { removeInfected } from './actions.ts';
import { attachedTo } from './queries.ts';

/** Files that came while the virus scanner could not be reached. */
export const scanJob: Job = {
  name: 'feedback.scan-files',
  everySeconds: 60,
  run: (context) =>
    scanWaiting(context, async ({ id }) => {
      const code = await attachedTo(id);
      if (code) await removeInfected(context, code, id);
    }),
};
