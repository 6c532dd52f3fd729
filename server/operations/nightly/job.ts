import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { cityTimeZone } from '../../calendar/index.ts';
import type { Config } from '../../config.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import { STATE } from '../../platform/data/migrations/state.ts';
import { faultDetails, log } from '../../platform/log.ts';
import type { Written } from '../backup/write-file.ts';
import { type BackupState, isDue, isLate, nameFor, superfluous } from './due.ts';

type Schedule = NonNullable<Config['backups']>;

interface StateRow extends BackupState {
  _id: 'backup';
  /** When nights were first asked for. */
  since: Date;
}

/** What of the nights is said at /health/ready; a night that failed does not make a site unable to serve. */
export interface NightsSaid {
  ok: boolean;
  madeAt?: Date | undefined;
  fault?: string | undefined;
}

const rows = () => mongoose.connection.db!.collection<StateRow>(STATE);

export function nightlyBackups(config: Config): {
  jobs: Job[];
  said(now: Date): Promise<NightsSaid | undefined>;
} {
  const { backups } = config;
  if (!backups) return { jobs: [], said: async () => undefined };
  const job: Job = {
    name: 'operations.backup',
    everySeconds: 60,
    async run({ now }) {
      const state = await noted({}, now);
      if (isDue(state, now, { at: backups.at, zone: cityTimeZone() })) await makeOne(config, backups, now);
    },
  };
  return {
    jobs: [job],
    async said(now) {
      const state = await rows().findOne({ _id: 'backup' });
      const { since = now, madeAt, fault } = state ?? {};
      const late = isLate({ ...(madeAt && { madeAt }) }, since, now);
      return {
        ok: !fault && !late,
        madeAt,
        fault: fault ?? (late ? 'the last backup is missing' : undefined),
      };
    },
  };
}

async function noted(news: BackupState, now: Date): Promise<StateRow> {
  const row = await rows().findOneAndUpdate(
    { _id: 'backup' },
    { ...(Object.keys(news).length > 0 && { $set: news }), $setOnInsert: { since: now } },
    { upsert: true, returnDocument: 'after' },
  );
  return row!;
}

async function makeOne(config: Config, backups: Schedule, now: Date): Promise<void> {
  const file = join(backups.directory, nameFor(now));
  await noted({ triedAt: now }, now);
  try {
    const { contents, bytes } = await inProcessOfItsOwn(config, file);
    const documents = Object.values(contents.collections).reduce((sum, { count }) => sum + count, 0);
    await noted({ madeAt: now, file, bytes, documents, fault: null }, now);
    log.info({ file, bytes, documents }, 'backup made');
    await removeOld(backups);
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    await noted({ fault }, now);
    log.error({ file, fault }, 'backup failed; it is tried again in an hour');
  }
}

/** Tests run the sources. */
const PROGRAM = import.meta.filename.endsWith('.ts')
  ? ['--import', 'tsx', join(import.meta.dirname, '../backup/backup.ts')]
  : [join(import.meta.dirname, '../backup/backup.js')];

/** Hashing and compressing a whole city would hold up its people. The child ends with this process. */
function inProcessOfItsOwn({ mongoUri, dataDirectory }: Config, file: string): Promise<Written> {
  const env = { ...process.env, MONGODB_URI: mongoUri ?? '', DATA_DIR: dataDirectory };
  const child = spawn(process.execPath, [...PROGRAM, '--to', file], {
    env,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let told = '';
  let written: Written | undefined;
  child.stderr!.on('data', (chunk) => {
    told = `${told}${chunk}`.slice(-2000);
  });
  child.on('message', (message) => {
    written = message as Written;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && written) resolve(written);
      else reject(new Error(told.trim() || `the backup ended with code ${code}`));
    });
  });
}

async function removeOld({ directory, keep }: Schedule): Promise<void> {
  try {
    for (const name of superfluous(await readdir(directory), keep)) await rm(join(directory, name));
  } catch (error) {
    log.warn({ directory, ...faultDetails(error) }, 'old backups cannot be removed');
  }
}
