import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startStore } from '../../server/embedded-mongo/index.ts';
import { buildServer } from '../support/built.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 3);
const SENDERS = 12;

interface Server {
  address: string;
  child: ChildProcess;
  ended: Promise<number | null>;
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function startServer(directory: string, smtpUrl: string): Promise<Server> {
  buildServer();
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: directory,
      MONGODB_URI: '',
      SMTP_URL: smtpUrl,
      SESSION_SECRET: 'a secret for tests only, thirty-two characters',
      WRITES_PER_MINUTE: '1000000',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    child.stdout!.on('data', (chunk: Buffer) => chunk.includes('Ready on') && resolve());
  });
  return { address: `http://127.0.0.1:${port}`, child, ended };
}

let number = 0;

async function submit(address: string): Promise<string> {
  const each = ++number;
  const response = await fetch(`${address}/api/v1/feedback`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `crash-${each}` },
    body: JSON.stringify({
      kind: 'feedback',
      regulation: 'birth-registration',
      ward: 'ward-ba-dinh',
      subject: `Giấy khai sinh quá hẹn ${each}`,
      text: 'Hồ sơ khai sinh của con tôi đã quá hẹn. Khi nào tôi nhận được giấy?',
      name: 'Nguyễn Văn Bình',
      email: `sender-${each}@mail.example`,
    }),
  });
  if (response.status !== 201) throw new Error(`submitting gave ${response.status}`);
  return ((await response.json()) as { code: string }).code;
}

/** Submits from many sides until the server is killed, after a number of acknowledgements. */
async function submitUntilKilled(server: Server, acknowledged: string[], after: number): Promise<void> {
  let count = 0;
  const sender = async () => {
    for (;;) {
      const code = await submit(server.address).catch(() => undefined);
      if (!code) return;
      acknowledged.push(code);
      if (++count === after) server.child.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  await server.ended;
}

interface Found {
  items: { code: string; sender: { email: string }; pending: { name: string }[] }[];
  entries: { subject: { code: string }; name: string; open: boolean }[];
  letters: { to: string; status: string }[];
}

async function readStore(directory: string): Promise<Found> {
  const store = await startStore({ directory: join(directory, 'store') });
  const client = await MongoClient.connect(store.uri);
  const all = (name: string) => client.db().collection(name).find().toArray();
  const found = { items: await all('feedback'), entries: await all('journal'), letters: await all('outbox') };
  await client.close();
  await store.close();
  return found as unknown as Found;
}

function isFinished({ items, entries }: Found): boolean {
  return items.every(({ pending }) => pending.length === 0) && entries.every(({ open }) => !open);
}

/** Waits until the server that is running has sent what it can. */
async function delivered(mailbox: Mailbox, most: number): Promise<void> {
  let before = -1;
  for (let still = 0; still < 6 && mailbox.all.length < most; ) {
    still = mailbox.all.length === before ? still + 1 : 0;
    before = mailbox.all.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const MOST_STARTS = 20;

describe(`SIGKILL under load, ${ROUNDS} rounds`, function () {
  this.timeout(60_000 + ROUNDS * 20_000);
  let directory: string;
  let mailbox: Mailbox;
  const acknowledged: string[] = [];
  let found: Found;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'crash-'));
    mailbox = await openMailbox();
    for (let round = 0; round < ROUNDS; round++) {
      const server = await startServer(directory, mailbox.url);
      // Another moment each round: early, while letters go out, late.
      await submitUntilKilled(server, acknowledged, 15 + ((round * 37) % 120));
    }
    // What a start was not given the time to finish, the next one goes on with.
    for (let starts = 0; starts < MOST_STARTS; starts++) {
      const last = await startServer(directory, mailbox.url);
      await delivered(mailbox, acknowledged.length);
      last.child.kill('SIGTERM');
      expect(await last.ended, 'a clean stop').to.equal(0);
      found = await readStore(directory);
      if (isFinished(found)) break;
    }
  });

  after(async () => {
    await mailbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('loses nothing acknowledged, leaves no half entry, sends no letter twice', async () => {
    const { items, entries, letters } = found;
    const codes = items.map((item) => item.code);
    expect(new Set(codes).size, 'codes are unique').to.equal(codes.length);
    expect(codes).to.include.members(acknowledged);

    const submitted = entries
      .filter((entry) => entry.name === 'feedback.submitted')
      .map((entry) => entry.subject.code);
    expect(submitted.sort(), 'one entry for each item').to.deep.equal(codes.sort());
    expect(
      items.filter((item) => item.pending.length > 0),
      'nothing is left on its way',
    ).to.deep.equal([]);
    expect(
      entries.filter((entry) => entry.open),
      'every reaction is done',
    ).to.deep.equal([]);

    const received = new Map<string, number>();
    for (const letter of mailbox.all)
      for (const to of letter.to) received.set(to, (received.get(to) ?? 0) + 1);
    expect(
      [...received].filter(([, times]) => times > 1),
      'no letter twice',
    ).to.deep.equal([]);
    for (const { sender } of items) {
      const [letter, ...more] = letters.filter((each) => each.to === sender.email);
      expect(more).to.deep.equal([]);
      const arrived = received.get(sender.email) ?? 0;
      if (letter?.status === 'sent') expect(arrived, `${sender.email} sent`).to.equal(1);
      else
        expect(letter?.status, sender.email).to.be.oneOf(arrived ? ['uncertain'] : ['uncertain', 'waiting']);
    }
  });
});
