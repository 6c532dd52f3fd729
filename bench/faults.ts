import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { People } from './faults/people.ts';
import { freePort, type Running, run, runSite, runStore } from './faults/processes.ts';
import type { Row } from './rounds.ts';

const BEFORE_MS = 2_000;
const DURING_MS = 3_000;
const AFTER_MS = 3_000;
/** Of the store's own disk; below 128 MB it only reads. */
const DISK = 'size=160m';
const FILLING = 60 * 1_048_576;

interface Stage {
  directory: string;
  storePort: number;
  store: Running;
  site: Running;
  siteSettings: Record<string, string>;
}

interface Fault {
  name: string;
  /** Absent: everywhere. */
  possible?(): boolean;
  settings?(stage: { directory: string }): Promise<Record<string, string>>;
  begin(stage: Stage): Promise<void>;
  end(stage: Stage): Promise<void>;
}

const hasCommand = (command: string) => {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

let hanging: Server | undefined;
let redis: Running | undefined;
let redisPort = 0;
const runRedis = () =>
  run(['redis-server', '--port', String(redisPort), '--save', '', '--appendonly', 'no'], /Ready to accept/);

const FAULTS: Fault[] = [
  {
    name: 'mail server takes letters and never answers',
    async settings() {
      hanging = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => hanging!.once('listening', resolve));
      return { SMTP_URL: `smtp://127.0.0.1:${(hanging.address() as { port: number }).port}` };
    },
    begin: async () => {},
    end: async () => void hanging?.close(),
  },
  {
    name: 'store stands still',
    begin: async ({ store }) => void store.child.kill('SIGSTOP'),
    end: async ({ store }) => void store.child.kill('SIGCONT'),
  },
  {
    name: 'store killed and started again',
    begin: ({ store }) => store.end('SIGKILL'),
    async end(stage) {
      stage.store = await runStore(join(stage.directory, 'store'), stage.storePort);
    },
  },
  {
    name: 'site killed and started again',
    begin: ({ site }) => site.end('SIGKILL'),
    async end(stage) {
      stage.site = await runSite(stage.siteSettings);
    },
  },
  {
    name: 'disk of the store full',
    possible: () => process.getuid?.() === 0 && hasCommand('mount'),
    async settings({ directory }) {
      await mkdir(join(directory, 'store'), { recursive: true });
      execFileSync('mount', ['-t', 'tmpfs', '-o', DISK, 'tmpfs', join(directory, 'store')]);
      return {};
    },
    begin: ({ directory }) => writeFile(join(directory, 'store', 'filling'), Buffer.alloc(FILLING)),
    end: ({ directory }) => rm(join(directory, 'store', 'filling')),
  },
  {
    name: 'Redis killed and started again',
    possible: () => hasCommand('redis-server'),
    async settings() {
      redisPort = await freePort();
      redis = await runRedis();
      return { REDIS_URL: `redis://127.0.0.1:${redisPort}` };
    },
    begin: () => redis!.end('SIGKILL'),
    async end() {
      redis = await runRedis();
    },
  },
];

/**
 * What people see while something fails, and what is lost: nothing may be. For each fault a store, a site beside it, ten
 * people a second who hand something in and ten who look at the home page.
 */
export async function benchFaults(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const fault of FAULTS) {
    if (fault.possible?.() === false) {
      process.stderr.write(`  ${fault.name}: cannot be made here\n`);
      continue;
    }
    rows.push(await rowOfFault(fault));
  }
  return rows;
}

async function rowOfFault(fault: Fault): Promise<Row> {
  const directory = await mkdtemp(join(tmpdir(), 'faults-'));
  try {
    const settings = (await fault.settings?.({ directory })) ?? {};
    const [storePort, port] = [await freePort(), await freePort()];
    const siteSettings = {
      ...{ PORT: String(port), DATA_DIR: directory, MONGODB_URI: `mongodb://127.0.0.1:${storePort}/city` },
      ...settings,
    };
    const store = await runStore(join(directory, 'store'), storePort);
    const site = await runSite(siteSettings);
    const stage: Stage = { directory, storePort, store, site, siteSettings };
    const people = new People(`http://127.0.0.1:${port}`);
    await pause(BEFORE_MS);
    await fault.begin(stage);
    await pause(DURING_MS);
    await fault.end(stage);
    await pause(AFTER_MS);
    await people.end();
    const { lost, refused, doubled } = await people.reckoning();
    await stage.site.end('SIGTERM');
    await stage.store.end('SIGTERM');
    const { taken, told, cut, faults, pages, longest } = people.seen;
    const saw = `${taken} taken, ${told} told to try again, ${cut} cut off, ${faults} faults; ${pages} pages; longest ${Math.round(longest)} ms`;
    const bad = lost + refused + doubled + faults;
    return {
      name: `${fault.name}: ${saw}; afterwards ${refused} refused, ${doubled} doubled`,
      ...{ unit: 'lost', ours: lost, bare: Number.NaN, ratio: Number.NaN, range: [Number.NaN, Number.NaN] },
      goal: 'nothing lost, refused, doubled; no fault',
      met: bad === 0,
    };
  } finally {
    await redis?.end('SIGKILL');
    redis = undefined;
    if (fault.name.startsWith('disk')) execFileSync('umount', ['-l', join(directory, 'store')]);
    await rm(directory, { recursive: true, force: true });
  }
}
