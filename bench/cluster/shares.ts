import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps the groups that share out the processor (the first version of control groups). */
const GROUPS = '/sys/fs/cgroup/cpu';
/** Short, so that a process that has used up its part waits for a few milliseconds, not for a tenth of a second. */
const PERIOD_US = 20_000;

export interface Shares {
  end(): void;
}

/**
 * Gives each process a part of one core of its own, whatever the others do: as if each ran on a small machine.
 * @returns undefined where that cannot be done
 */
export function giveShares(pids: readonly number[], part: number): Shares | undefined {
  const given: { group: string; pid: number }[] = [];
  const end = () => {
    for (const { group, pid } of given) {
      try {
        writeFileSync(join(GROUPS, 'cgroup.procs'), String(pid));
      } catch {
        // It has ended.
      }
      rmdirSync(group);
    }
  };
  try {
    for (const pid of pids) {
      const group = join(GROUPS, `city-bench-${pid}`);
      mkdirSync(group);
      given.push({ group, pid });
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(PERIOD_US));
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(Math.round(PERIOD_US * part)));
      writeFileSync(join(group, 'cgroup.procs'), String(pid));
    }
    return { end };
  } catch {
    end();
    return undefined;
  }
}

const TICKS_A_SECOND = 100;

/** Seconds of processor that a process has used, all of its threads together. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
