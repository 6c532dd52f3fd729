import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { pause } from '../../server/platform/clock/clock.ts';
import { type Mailbox, openMailbox } from '../support/mailbox.ts';
import { type Program, startProgram } from './program.ts';

/** Takes connections and says nothing. */
class SilentServer {
  readonly lines: Socket[] = [];
  readonly #server: Server = createServer((socket) => {
    this.lines.push(socket.on('error', () => {}));
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const line of this.lines) line.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describe('the end of the built program', function () {
  this.timeout(90_000);
  let directory: string;
  let silent: SilentServer;
  let silentUrl: string;
  let mailbox: Mailbox;
  let running: Program | undefined;
  const secret = { SESSION_SECRET: 'a secret for tests only, thirty-two characters' };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'city-ending-'));
    silent = new SilentServer();
    silentUrl = await silent.open();
    mailbox = await openMailbox();
  });
  afterEach(async () => {
    await running?.stop('SIGKILL');
    running = undefined;
  });
  after(async () => {
    await silent.close();
    await mailbox.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function started(smtpUrl: string): Promise<Program> {
    running = await startProgram('start', { environment: { ...secret, SMTP_URL: smtpUrl }, directory });
    await running.line(/Ready on/);
    return running;
  }

  async function submit({ address }: Program, email: string): Promise<void> {
    const response = await fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `ending-${email}` },
      body: JSON.stringify({
        ...{ kind: 'feedback', regulation: 'birth-registration', ward: 'ward-ba-dinh' },
        ...{ subject: 'Giấy khai sinh quá hẹn', text: 'Hồ sơ của con tôi đã quá hẹn. Khi nào có giấy?' },
        ...{ name: 'Nguyễn Văn Bình', email },
      }),
    });
    expect(response.status).to.equal(201);
  }

  async function within(seconds: number, holds: () => boolean): Promise<boolean> {
    for (let left = seconds * 50; left > 0 && !holds(); left--) await pause(20);
    return holds();
  }

  it('comes within ten seconds while the mail server hangs and half a request is open; the letter goes at the next start', async () => {
    const program = await started(silentUrl);
    await submit(program, 'hanging@mail.example');
    expect(await within(10, () => silent.lines.length > 0), 'the letter is on its way').to.equal(true);
    const half = connect(Number(new URL(program.address).port), '127.0.0.1').on('error', () => {});
    half.write('POST /feedback HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsubject=');
    await pause(200);
    const from = performance.now();
    await program.stop();
    expect(performance.now() - from).to.be.within(1_000, 10_000);
    half.destroy();
    await started(mailbox.url);
    expect(await within(10, () => mailbox.to('hanging@mail.example').length === 1)).to.equal(true);
  });

  it('holds up no job of the next start: what a killed process held is free at once', async () => {
    const program = await started(mailbox.url);
    await submit(program, 'before@mail.example');
    expect(await within(10, () => mailbox.to('before@mail.example').length === 1)).to.equal(true);
    await program.stop('SIGKILL');
    const next = await started(mailbox.url);
    await submit(next, 'after@mail.example');
    expect(await within(5, () => mailbox.to('after@mail.example').length === 1)).to.equal(true);
  });
});
