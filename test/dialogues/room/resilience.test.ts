import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Crowd, type Truth, until } from './crowd.ts';
import { freePort, type RoomServer, startRoomServer } from './room-server.ts';

const PEOPLE = 200;
const TALKATIVE = 60;

describe('a room of 200 with broken and slow lines, its server killed twice', function () {
  this.timeout(180_000);
  let directory: string;
  let server: RoomServer;
  let crowd: Crowd;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'room-'));
    const environment = {
      DATA_DIR: directory,
      PORT: String(await freePort()),
      PEOPLE: String(PEOPLE),
      MODERATES: 'yes',
    };
    server = await startRoomServer(environment);
    crowd = new Crowd([server.address], server.tokens);
    crowd.begin(TALKATIVE);
    for (const acknowledged of [150, 400]) {
      await until(() => crowd.acknowledged >= acknowledged);
      await server.end('SIGKILL');
      server = await startRoomServer(environment);
    }
    await until(() => crowd.acknowledged >= 600);
    await crowd.stop();
  });

  after(async () => {
    crowd?.close();
    await server?.end('SIGTERM');
    await rm(directory, { recursive: true, force: true });
  });

  it('ends with every browser showing the stream, and nothing acknowledged lost or doubled', async () => {
    const truth = await server.ask<Truth>('truth');
    await crowd.caughtUp(truth.n);
    expect(truth.n).to.be.greaterThan(20);
    expect(crowd.asked.size).to.be.greaterThan(10);
    crowd.check(truth);
  });
});
