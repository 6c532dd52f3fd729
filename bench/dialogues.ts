import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Child, startChild } from './child.ts';
import { LEAST_OF_CONNECTION } from './memory.ts';
import { interleaved, type Pair, ROUNDS, type Row, rowOf } from './rounds.ts';

const PEOPLE = Number(process.env['PEOPLE'] ?? 5000);
/** Two ports of our own: clients come back to the same one after a restart. */
const PORTS = { ours: 4871, bare: 4872 };

interface Site {
  url: string;
  code: string;
  questions: string[];
  cookie: string;
  tokens: string[];
}

interface Counted {
  seconds: number;
  errors: number;
  memory: number;
  perSecond: number;
  p95: number;
}

/** An event as long as ours. */
const SAMPLE = {
  code: 'DT-2026-0001',
  stream: 'public',
  name: 'question.edited',
  at: new Date(0).toISOString(),
  changes: [
    {
      key: `question:${'0'.repeat(24)}`,
      value: {
        id: '0'.repeat(24),
        text: `at MOMENT ${'x'.repeat(60)}`,
        by: 'Người thứ 0',
        status: 'approved',
      },
    },
  ],
};

interface Side {
  server: Child<Site>;
  joins: object[];
  url: string;
  task: object;
}

/** Everybody comes, listens to a paced and to an unpaced row of broadcasts, and goes. */
async function round(
  clients: Child<object>,
  { server, joins, url, task }: Side,
): Promise<Counted & { paced: number }> {
  const { memory: before } = await server.ask<{ memory: number }>({});
  const { seconds, errors } = await clients.ask<Counted>({ task: 'open', url, joins });
  const { memory } = await server.ask<{ memory: number }>({});
  const heard = async (broadcasts: number, everyMs: number) => {
    await clients.ask({ task: 'listen', broadcasts });
    await server.ask({ broadcasts, everyMs, ...task });
    return clients.ask<{ perSecond: number; p95: number }>({ task: 'arrived' });
  };
  process.stderr.write(`  ${joins.length} joined in ${seconds.toFixed(1)} s\n`);
  const paced = await heard(24, 125);
  const fast = await heard(40, 0);
  await clients.ask({ task: 'close' });
  await pause(500);
  return {
    seconds,
    errors,
    memory: (memory - before) / joins.length,
    perSecond: fast.perSecond,
    p95: fast.p95,
    paced: paced.p95,
  };
}

/** A figure that cannot be that of a connection is no success, whatever the ratio. */
export const isMemoryMet = ({ ours, bare, ratio }: Pair & { ratio: number }): boolean =>
  Math.min(ours, bare) >= LEAST_OF_CONNECTION && ratio <= 1.5;

const inProcess = (directory: string, port: number): Record<string, string> => ({
  DATA_DIR: directory,
  PEOPLE: String(PEOPLE),
  PORT: String(port),
});

/** A dialogue of thousands beside a bare room of Socket.IO: joining, hearing, voting, coming back. */
export async function benchDialogues(): Promise<Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  const flags = ['--expose-gc'];
  const [server, bare, clients] = await Promise.all([
    startChild<Site>('dialogue-site.js', inProcess(directory, PORTS.ours), flags),
    startChild<{ port: number }>('baselines/room.js', inProcess(directory, PORTS.bare), flags),
    startChild<object>('room-clients.js'),
  ]);
  const { code, tokens, url } = server.ready;
  const joins = tokens.map((token) => ({ code, stream: 'public', token }));
  const sides = {
    ours: { server, joins, url, task: {} },
    bare: { server: bare as never, joins, url: `ws://127.0.0.1:${PORTS.bare}`, task: { message: SAMPLE } },
  };
  try {
    const rounds: Record<'ours' | 'bare', Awaited<ReturnType<typeof round>>[]> = { ours: [], bare: [] };
    await interleaved(
      async () => rounds.ours.push(await round(clients, sides.ours)),
      async () => rounds.bare.push(await round(clients, sides.bare)),
    );
    const pairs = (figure: 'seconds' | 'memory' | 'perSecond' | 'paced'): Pair[] =>
      rounds.ours.map((ours, at) => ({ ours: ours[figure], bare: rounds.bare[at]![figure] }));
    const errors = rounds.ours.reduce((sum, each) => sum + each.errors, 0);
    return [
      rowOf(
        { name: `join storm of ${PEOPLE} (${errors} errors)`, unit: 's', goal: '≤ 4 × bare, no error' },
        pairs('seconds'),
        ({ ratio }) => ratio <= 4 && errors === 0,
      ),
      rowOf(
        { name: 'memory of a connection (heap and buffers)', unit: 'B', goal: '≤ 1.5 × bare' },
        pairs('memory'),
        isMemoryMet,
      ),
      rowOf(
        { name: `broadcasts to ${PEOPLE}, unpaced`, unit: 'deliveries/s', goal: '≥ 0.8 × bare' },
        pairs('perSecond'),
        ({ ratio }) => ratio >= 0.8,
      ),
      rowOf(
        { name: '8 broadcasts a second, p95 of delivery', unit: 'ms', goal: '≤ 1.5 × bare' },
        pairs('paced'),
        ({ ratio }) => ratio <= 1.5,
      ),
      ...(await voting(server, clients, joins)),
      ...(await comingBack({ ...sides, clients, directory, flags })),
    ];
  } finally {
    await Promise.allSettled([server.stop(), bare.stop(), clients.stop()]);
    rmSync(directory, { recursive: true, force: true });
  }
}

const alone = (
  what: { name: string; unit: string; goal: string },
  values: number[],
  met: (value: number) => boolean,
): Row =>
  rowOf(
    what,
    values.map((ours) => ({ ours, bare: Number.NaN })),
    ({ ours }) => met(ours),
  );

async function voting(server: Child<Site>, clients: Child<object>, joins: object[]): Promise<Row[]> {
  const { code, questions, url } = server.ready;
  await clients.ask({ task: 'open', url, joins });
  interface Voted {
    perSecond: number;
    refused: number;
    p95: number;
    talliesPerSecond: number;
  }
  const voted = await clients.ask<Voted>({ task: 'vote', code, questions, perSecond: 1050, seconds: 8 });
  await pause(1_500);
  const { votes } = await server.ask<{ votes: Record<string, number> }>({ count: 'votes' });
  const seen = await clients.ask<{ differing: number; votes: Record<string, number> }>({ task: 'sums' });
  const shown = Object.fromEntries(Object.entries(seen.votes).filter(([, sum]) => sum > 0));
  const exact = isDeepStrictEqual(shown, votes) && seen.differing === 0;
  await clients.ask({ task: 'close' });
  const asked = await questionsToScreen(server, clients, joins);
  return [
    alone(
      { name: `votes durable before their acks (${voted.refused} refused)`, unit: '/s', goal: '≥ 1000' },
      [voted.perSecond],
      (value) => value >= 1000 && voted.refused === 0,
    ),
    alone({ name: 'a vote, p95 to its ack', unit: 'ms', goal: 'none' }, [voted.p95], () => true),
    alone(
      {
        name: `tallies to a client; sums exact at the end: ${exact ? 'yes' : 'no'}`,
        unit: '/s',
        goal: '≤ 4, exact',
      },
      [voted.talliesPerSecond],
      (value) => value <= 4 && exact,
    ),
    asked,
  ];
}

async function questionsToScreen(server: Child<Site>, clients: Child<object>, joins: object[]): Promise<Row> {
  const { code, url, cookie } = server.ready;
  const audience = [...joins.slice(0, Math.min(2000, joins.length)), { code, stream: 'staff', cookie }];
  await clients.ask({ task: 'open', url, joins: audience });
  const { p95 } = await clients.ask<{ p95: number }>({ task: 'ask', code, count: 100, everyMs: 30 });
  await clients.ask({ task: 'close' });
  return alone(
    { name: 'question to the moderator’s screen, 2,000 in the room, p95', unit: 'ms', goal: '< 100' },
    [p95],
    (value) => value < 100,
  );
}

interface Returning {
  ours: Side;
  bare: Side;
  clients: Child<object>;
  directory: string;
  flags: string[];
}

/** The server is restarted, and everybody comes back to it. */
async function comingBack({ ours, bare, clients, directory, flags }: Returning): Promise<Row[]> {
  const back = async (side: Side, file: string, port: number) => {
    await clients.ask({ task: 'open', url: side.url, joins: side.joins });
    await side.server.stop();
    side.server = await startChild<Site>(file, inProcess(directory, port), flags);
    const { seconds } = await clients.ask<Counted>({ task: 'reopen' });
    return seconds;
  };
  const pairs: Pair[] = [];
  let differing = 0;
  for (let round = 0; round < Math.min(3, ROUNDS); round++) {
    const seconds = await back(ours, 'dialogue-site.js', PORTS.ours);
    const { n, state } = await ours.server.ask<{ n: number; state: object }>({ count: 'votes' });
    const seen = await clients.ask<{ differing: number; n: number; state?: object }>({ task: 'sums' });
    const first = await clients.ask<{ state: object }>({ task: 'state' });
    differing += seen.differing + (seen.n === n && isDeepStrictEqual(first.state, state) ? 0 : 1);
    await clients.ask({ task: 'close' });
    pairs.push({ ours: seconds, bare: await back(bare, 'baselines/room.js', PORTS.bare) });
    await clients.ask({ task: 'close' });
  }
  await Promise.allSettled([ours.server.stop(), bare.server.stop()]);
  return [
    rowOf(
      {
        name: `${ours.joins.length} come back after a restart (${differing} differ from the stream)`,
        unit: 's',
        goal: '≤ 15 s, all equal',
      },
      pairs,
      ({ ours: seconds }) => seconds <= 15 && differing === 0,
    ),
  ];
}
