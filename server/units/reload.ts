import type { Job } from '../platform/clock/scheduler.ts';
import { lastImport } from './catalogue-import.ts';

const EVERY_SECONDS = 30;

/** A job that loads a part of the catalogue anew once another process has imported one. */
export function reloadJob(part: string, load: () => Promise<void>): Job {
  let seen: number | undefined;
  return {
    name: `${part}.reload`,
    everySeconds: EVERY_SECONDS,
    everyProcess: true,
    async run() {
      const last = await lastImport();
      if (last === seen) return;
      await load();
      seen = last;
    },
  };
}
