import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { projectFile } from '../server/platform/project-files.ts';
import { giveShares, processorSeconds } from './cluster/shares.ts';
import { missingCommand, startTopology, type Topology } from './cluster/topology.ts';
import { People } from './faults/people.ts';
import { PageWaits } from './page-waits.ts';
import { interleaved, type Row, rowOf } from './rounds.ts';
import { copiedStore } from './scale/site.ts';
import { submissionOf } from './submission.ts';

const USUAL = 20_000;
const CALLERS = 16;
const ROUND_MS = 4_000;
const SOCKETS = 20;
const EVERY_MS = 100;
/** Of one core, for each process, where they shall not take the processor from one another. */
const SHARE = 0.35;
const PATHS = ['/', '/feedback', '/units', '/regulations?query=khai+sinh', '/api/v1/feedback'];

/**
 * Two processes of the site over one store, behind nginx, against one; a process that is killed under load; a backup
 * beside people, and its restore. All of it on this machine: the figures are those of its cores, and the callers take some.
 * What a second machine would bring is measured with a share of a core for each process.
 */
export async function benchCluster(sizes: number[]): Promise<Row[]> {
  const missing = missingCommand();
  if (missing) {
    process.stderr.write(`  cluster: ${missing} is not installed\n`);
    return [];
  }
  const size = sizes[0] ?? USUAL;
  const data = await copiedStore(size, 'cluster');
  const topology = await startTopology(data, 2);
  try {
    await topology.leadTo(2);
    const rows = [await pages(topology), await submissions(topology), ...(await apart(topology))];
    rows.push(...(await killed(topology)));
    rows.push(...(await backup(topology, { data, size })));
    return rows;
  } finally {
    await topology.end();
    await rm(data, { recursive: true, force: true });
  }
}

/** Each caller is somebody else to the proxy, and stays with one process. */
const cookieOf = (caller: number) => ({ cookie: `sid=bench-${caller}` });

/** As many as they get, each caller one after the other. @returns a second */
async function rate(ask: (caller: number, turn: number) => Promise<Response>): Promise<number> {
  const end = performance.now() + ROUND_MS;
  let count = 0;
  const call = async (caller: number) => {
    for (let turn = 0; performance.now() < end; turn++) {
      const response = await ask(caller, turn);
      await response.arrayBuffer();
      if (response.status >= 400) throw new Error(`${response.url} gave ${response.status}`);
      count++;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, caller) => call(caller)));
  return (count * 1000) / ROUND_MS;
}

type Ask = Parameters<typeof rate>[0];

async function twoAgainstOne(topology: Topology, ask: Ask, what: string, least: number): Promise<Row> {
  const over = async (count: number) => {
    await topology.leadTo(count);
    return rate(ask);
  };
  const pairs = await interleaved(
    () => over(2),
    () => over(1),
  );
  const row = { name: `cluster: ${what}, two processes against one`, unit: '/s', goal: `ratio ≥ ${least}` };
  return rowOf(row, pairs, ({ ratio }) => ratio >= least);
}

const lookAt =
  ({ address }: Topology): Ask =>
  (caller, turn) =>
    fetch(`${address}${PATHS[(caller + turn) % PATHS.length]}`, { headers: cookieOf(caller) });

let number = 5_000_000;

const submitTo =
  ({ address }: Topology): Ask =>
  (caller) =>
    fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...cookieOf(caller) },
      body: JSON.stringify(submissionOf(++number)),
    });

async function pages(topology: Topology): Promise<Row> {
  await rate(lookAt(topology));
  return twoAgainstOne(topology, lookAt(topology), 'pages', 1.6);
}

function submissions(topology: Topology): Promise<Row> {
  return twoAgainstOne(topology, submitTo(topology), 'submissions', 1);
}

/** As on two small machines beside that of the store: none of them gets more because the other has less to do. */
async function apart(topology: Topology): Promise<Row[]> {
  const processes = topology.sites.map(({ child }) => child.pid!);
  const shares = giveShares(processes, SHARE);
  if (!shares) {
    process.stderr.write('  cluster: processes cannot be given shares of a core here; left out\n');
    return [];
  }
  try {
    const rows: Row[] = [];
    for (const [what, ask, least] of [
      ['pages', lookAt(topology), 1.6],
      ['submissions', submitTo(topology), 1],
    ] as const)
      rows.push(await withShares(topology, { processes, what, ask, least }));
    return rows;
  } finally {
    shares.end();
  }
}

async function withShares(
  topology: Topology,
  of: { processes: number[]; what: string; ask: Ask; least: number },
): Promise<Row> {
  const store = topology.store.child.pid!;
  const used = { seconds: 0, processes: 0, store: 0 };
  const pairs = await interleaved(
    async () => {
      await topology.leadTo(2);
      const before = [store, ...of.processes].map(processorSeconds);
      const begun = performance.now();
      const count = await rate(of.ask);
      const [ofStore, ...ofProcesses] = [store, ...of.processes].map(
        (pid, at) => processorSeconds(pid) - before[at]!,
      );
      used.seconds += (performance.now() - begun) / 1000;
      used.store += ofStore!;
      used.processes += ofProcesses.reduce((sum, each) => sum + each, 0) / ofProcesses.length;
      return count;
    },
    async () => {
      await topology.leadTo(1);
      return rate(of.ask);
    },
  );
  const percent = (seconds: number) => `${((100 * seconds) / used.seconds).toFixed(0)} %`;
  const name = `cluster: ${of.what}, two processes with ${SHARE * 100} % of a core each against one (each of two used ${percent(used.processes)}, their store ${percent(used.store)})`;
  const row = { name, unit: '/s', goal: `ratio ≥ ${of.least}` };
  return rowOf(row, pairs, ({ ratio }) => ratio >= of.least);
}

const single = (what: Pick<Row, 'name' | 'unit' | 'goal' | 'ours' | 'met'> & { bare?: number }): Row => ({
  bare: Number.NaN,
  range: [Number.NaN, Number.NaN],
  ...what,
  ratio: what.bare === undefined ? Number.NaN : what.ours / what.bare,
});

/** The process that has most of the live lines dies while people read and write. */
async function killed(topology: Topology): Promise<Row[]> {
  await topology.leadTo(2);
  const sockets: Socket[] = Array.from({ length: SOCKETS }, (_, caller) =>
    io(`${topology.address}/watch`, {
      ...{ transports: ['websocket'], forceNew: true },
      extraHeaders: cookieOf(caller),
    }),
  );
  const all = () => sockets.every(({ connected }) => connected);
  const within = async (milliseconds: number) => {
    const end = Date.now() + milliseconds;
    while (!all() && Date.now() < end) await pause(20);
    return all();
  };
  if (!(await within(20_000))) throw new Error('the live lines did not come');
  const people = new People(topology.address);
  await pause(2_000);
  const begun = performance.now();
  await topology.sites[0]!.end('SIGKILL');
  while (all() && performance.now() - begun < 2_000) await pause(5);
  const back = await within(30_000);
  const seconds = back ? (performance.now() - begun) / 1000 : Number.POSITIVE_INFINITY;
  await pause(2_000);
  await people.end();
  const { lost, refused, doubled } = await people.reckoning();
  for (const socket of sockets) socket.close();
  await topology.startSite(0);
  const { taken, cut, faults, pages: seen } = people.seen;
  const saw = `${taken} taken, ${seen} pages, ${cut} cut off, ${faults} refused by the proxy; ${doubled} doubled, ${refused} never taken`;
  return [
    single({
      name: `cluster: a process killed under load: ${saw}`,
      ...{
        unit: 'lost',
        ours: lost,
        goal: 'nothing lost, doubled, refused',
        met: lost + doubled + refused === 0,
      },
    }),
    single({
      name: `cluster: ${SOCKETS} live lines are back`,
      ...{ unit: 's', ours: seconds, goal: '≤ 5 s', met: seconds <= 5 },
    }),
  ];
}

function command(file: string, given: string[], environment: Record<string, string>): Promise<number> {
  const begun = performance.now();
  const secret = { SESSION_SECRET: 'only for measuring, thirty-two letters' };
  const env = { ...process.env, ...secret, LOG_LEVEL: 'error', ...environment };
  return new Promise((resolve, reject) =>
    execFile(
      process.execPath,
      [projectFile(`dist/server/operations/backup/${file}.js`), ...given],
      { env },
      (error, out, said) =>
        error ? reject(new Error(`${file}: ${out}${said}`)) : resolve((performance.now() - begun) / 1000),
    ),
  );
}

async function backup(
  { address, uri }: Topology,
  { data, size }: { data: string; size: number },
): Promise<Row[]> {
  const urls = PATHS.map((path) => `${address}${path}`);
  const quiet = new PageWaits(urls, EVERY_MS);
  await pause(8_000);
  const idle = await quiet.p95();
  const to = join(data, 'bench.backup');
  const beside = new PageWaits(urls, EVERY_MS);
  const seconds = await command('backup', ['--to', to], { MONGODB_URI: uri });
  const during = await beside.p95();
  const elsewhere = join(data, 'elsewhere');
  await mkdir(elsewhere);
  const restored = await command('restore-command', ['--from', to], { DATA_DIR: elsewhere, MONGODB_URI: '' });
  const whole = 100_000 / size;
  return [
    single({
      name: `cluster: backup of ${size} items in ${seconds.toFixed(1)} s, for 100,000`,
      ...{ unit: 's', ours: seconds * whole, goal: '< 60 s', met: seconds * whole < 60 },
    }),
    single({
      name: 'cluster: 95th of 100 pages during the backup, against before',
      ...{ unit: 'ms', ours: during, bare: idle, goal: 'ratio ≤ 2', met: during <= 2 * idle },
    }),
    single({
      name: `cluster: its restore in ${restored.toFixed(1)} s, for 100,000`,
      ...{ unit: 's', ours: restored * whole, goal: '< 120 s', met: restored * whole < 120 },
    }),
  ];
}
