import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Crowd, type Truth, until } from './crowd.ts';
import { freePort, type RoomServer, startRoomServer } from './room-server.ts';

const REDIS_THERE = spawnSync('redis-server', ['--version']).status === 0;
const PEOPLE = 60;

/** Starts a program and waits for a line of its output. */
async function start(
  command: string,
  given: string[],
  ready: RegExp,
): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(command, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await until(() => ready.test(said));
  return { child, said };
}

async function end(
  child: ChildProcess | undefined,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

describe('two processes over one store, joined by Redis', function () {
  this.timeout(180_000);
  let directory: string;
  let redis: ChildProcess;
  let store: ChildProcess;
  let servers: RoomServer[] = [];
  let crowd: Crowd;

  before(async function () {
    if (!REDIS_THERE) {
      console.log('      skipped: there is no redis-server on this machine');
      return this.skip();
    }
    directory = await mkdtemp(join(tmpdir(), 'two-'));
    const redisPort = await freePort();
    const redisArguments = [
      '--port',
      String(redisPort),
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      directory,
    ];
    redis = (await start('redis-server', redisArguments, /Ready to accept connections/)).child;
    const storeArguments = [
      '--import',
      'tsx',
      'server/embedded-mongo/main.ts',
      '--directory',
      join(directory, 'store'),
    ];
    const opened = await start(process.execPath, storeArguments, /\n/);
    store = opened.child;
    const { uri } = JSON.parse(opened.said) as { uri: string };
    const environment = async (moderates: string) => ({
      MONGODB_URI: uri,
      REDIS_URL: `redis://127.0.0.1:${redisPort}`,
      DATA_DIR: directory,
      PORT: String(await freePort()),
      PEOPLE: String(PEOPLE),
      MODERATES: moderates,
    });
    // The second finds the session that the first has prepared.
    const first = await environment('yes');
    const second = await environment('no');
    servers = [await startRoomServer(first)];
    servers.push(await startRoomServer(second));
    crowd = new Crowd(
      servers.map(({ address }) => address),
      servers[0]!.tokens,
    );
    crowd.begin(30);
    await until(() => crowd.acknowledged >= 150);
    await servers[1]!.end('SIGKILL');
    servers[1] = await startRoomServer(second);
    await until(() => crowd.acknowledged >= 300);
    // Redis carries hints only: without it the store still has the last word.
    await end(redis, 'SIGKILL');
    await until(() => crowd.acknowledged >= 400);
    await crowd.stop();
  });

  after(async () => {
    crowd?.close();
    await Promise.all(servers.map((server) => server.end('SIGTERM')));
    await end(store);
    await end(redis);
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  it('end with every browser of both showing the one stream, nothing acknowledged lost or doubled', async () => {
    for (const server of servers) await server.ask<Truth>('truth');
    const truth = await servers[0]!.ask<Truth>('truth');
    await crowd.caughtUp(truth.n);
    expect(crowd.asked.size).to.be.greaterThan(10);
    crowd.check(truth);
    const other = await servers[1]!.ask<Truth>('truth');
    expect(other.state).to.deep.equal(truth.state);
  });
});
