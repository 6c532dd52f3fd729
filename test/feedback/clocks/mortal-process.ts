// The application in a process of its own that dies in the middle of its jobs, once so much is done.
import { setTimeout as pause } from 'node:timers/promises';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import type { Done, Life } from './mortal.ts';
import { openOn } from './opened.ts';

/** What is counted is what stands in the store, not what this process believes. */
const COUNTS: Record<Done, () => Promise<number>> = {
  marked: () => Feedback.countDocuments({ overdueAt: { $ne: null } }),
  moved: () => Feedback.countDocuments({ recalculation: { $ne: null } }),
  sent: () => Outbox.countDocuments({ status: 'sent' }),
};

/** After it, recovery takes up what another process has left. */
const STEP_MS = 20_000;
const MOST_STEPS = 10;

async function live({ directory, at, smtpUrl, until: [what, most] }: Life): Promise<void> {
  const { clock, settled } = await openOn(directory, new Date(at), smtpUrl);
  void (async () => {
    for (let step = 0; step < MOST_STEPS; step++) {
      await settled();
      clock.moveBy(STEP_MS);
    }
    process.exit(0);
  })();
  for (;;) {
    if ((await COUNTS[what]()) >= most) process.kill(process.pid, 'SIGKILL');
    await pause(2);
  }
}

process.once('message', (life: Life) => void live(life));
