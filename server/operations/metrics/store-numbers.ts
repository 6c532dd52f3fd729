import { statfs } from 'node:fs/promises';
import { countOverdue } from '../../feedback/read/index.ts';
import { storeAnswers } from '../../platform/data/connection.ts';
import { slowQueries } from '../../platform/data/slow-queries.ts';
import { stuckEntries } from '../../platform/journal/index.ts';
import { type LetterStatus, Outbox } from '../../platform/mail/outbox.ts';
import type { NightsSaid } from '../nightly/job.ts';

/** A scrape waits ten seconds at most; a store that hangs is said to be down. */
const PATIENCE_MS = 3_000;

export interface StoreNumbers {
  answersSeconds: number;
  slowQueries: number;
  journal: { open: number; givenUp: number };
  letters: { waiting: number; uncertain: number; failed: number };
  /** How long the first letter has waited since it was to go. */
  oldestLetterSeconds: number;
  overdue: number | undefined;
  backup: NightsSaid | undefined;
}

/** undefined when the store does not answer in time */
export async function storeNumbers(
  now: Date,
  backupSaid: (now: Date) => Promise<NightsSaid | undefined>,
): Promise<StoreNumbers | undefined> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const over = new Promise<undefined>((resolve) =>
    signal.addEventListener('abort', () => resolve(undefined)),
  );
  const asked = async () => {
    const begun = performance.now();
    if (!(await storeAnswers(signal))) return undefined;
    const answersSeconds = (performance.now() - begun) / 1000;
    const countLetters = (status: LetterStatus) => Outbox.countDocuments({ status });
    const [journal, waiting, uncertain, failed, first, overdue, backup] = await Promise.all([
      stuckEntries(now),
      countLetters('waiting'),
      countLetters('uncertain'),
      countLetters('failed'),
      Outbox.findOne({ status: 'waiting' }, { nextAt: 1 }).sort({ nextAt: 1 }).lean(),
      countOverdue(undefined, now),
      backupSaid(now),
    ]);
    const oldest = first ? (now.getTime() - first.nextAt.getTime()) / 1000 : 0;
    return {
      ...{ answersSeconds, slowQueries: slowQueries(), journal, overdue, backup },
      letters: { waiting, uncertain, failed },
      oldestLetterSeconds: Math.max(0, oldest),
    };
  };
  return Promise.race([asked().catch(() => undefined), over]);
}

/** undefined where the system does not say */
export async function freeBytes(directory: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
