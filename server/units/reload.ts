import { hostname } from 'node:os';
import type { Job } from '../platform/clock/scheduler.ts';
import { lastImport } from './catalogue-import.ts';

const EVERY_SECONDS = 30;

/**
 * A job that loads a part of the catalogue anew once another process has imported one. Every process has its own
 * memory, while the scheduler runs a job of one name in one process only: hence the process in the name.
 */
export function reloadJob(part: string, load: () => Promise<void>): Job {
  let seen: number | undefined;
  return {
    name: `${part}.reload ${hostname()} ${process.pid}`,
    everySeconds: EVERY_SECONDS,
    async run() {
      const last = await lastImport();
      if (last === seen) return;
      await load();
      seen = last;
    },
  };
}
