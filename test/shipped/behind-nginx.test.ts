import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { projectFile } from '../../server/platform/project-files.ts';
import { startProcess } from '../embedded-mongo/process.ts';
import { PASSWORD } from '../support/people.ts';
import { Visitor } from '../support/visitor.ts';
import { freePort, type Program, startProgram } from './program.ts';

const MISSING = ['nginx -v', 'redis-server --version', 'openssl version'].filter((command) => {
  const [name, ...given] = command.split(' ');
  return spawnSync(name!, given).status !== 0;
});

/** What compose.yaml starts, without containers: `npm start` twice, the store as a server, Redis, and nginx that speaks TLS. */
describe('two processes behind nginx', function () {
  this.timeout(240_000);
  let directory: string;
  let address: string;
  let plainAddress: string;
  const children: ChildProcess[] = [];
  let sites: Program[] = [];
  let sockets: Socket[] = [];
  const trusting = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];

  before(async function () {
    if (MISSING.length > 0) {
      console.log(
        `      skipped: not on this machine: ${MISSING.map((each) => each.split(' ')[0]).join(', ')}`,
      );
      return this.skip();
    }
    directory = await mkdtemp(join(tmpdir(), 'nginx-'));
    // Of a certificate that nobody else has signed.
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    const [redis, plain, tls] = [await freePort(), await freePort(), await freePort()];
    [address, plainAddress] = [`https://localhost:${tls}`, `http://localhost:${plain}`];
    children.push(
      spawn('redis-server', ['--port', String(redis), '--save', '', '--dir', directory], { stdio: 'ignore' }),
    );
    const store = await startProcess(join(directory, 'store'));
    children.push(store.child);
    const environment = {
      ...{ NODE_ENV: 'production', SESSION_SECRET: 'a secret for tests only, thirty-two characters' },
      ...{ MONGODB_URI: store.uri, REDIS_URL: `redis://127.0.0.1:${redis}`, PUBLIC_URL: address },
      ...{ TRUSTED_PROXIES: '1', WRITES_PER_MINUTE: '100000' },
    };
    // At once, on an empty store, as compose does.
    sites = await Promise.all([1, 2].map(() => startProgram('start', { directory, environment })));
    await Promise.all(sites.map((site) => site.line(/^Ready on/)));
    children.push(await startNginx({ plain, tls }));
  });

  after(async () => {
    if (trusting === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = trusting;
    for (const socket of sockets) socket.close();
    await Promise.all(sites.map((site) => site.stop()));
    for (const child of children.reverse()) {
      const ended = once(child, 'exit');
      if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    }
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  async function startNginx({ plain, tls }: { plain: number; tls: number }): Promise<ChildProcess> {
    const certificates = join(directory, 'certificates');
    await mkdir(certificates);
    const [key, chain] = ['privkey.pem', 'fullchain.pem'].map((name) => join(certificates, name));
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-keyout',
        key!,
        '-out',
        chain!,
      ],
      { stdio: 'ignore' },
    );
    const ours = asGuided()
      .replace('127.0.0.1:3000', new URL(sites[0]!.address).host)
      .replace('127.0.0.1:3001', new URL(sites[1]!.address).host)
      .replace('listen 80;', `listen ${plain};`)
      .replace('listen 443 ', `listen ${tls} `)
      .replaceAll('/etc/ssl/city/', `${certificates}/`)
      .replace('https://$host', `https://$host:${tls}`)
      .replace('Host $host', 'Host $http_host');
    await writeFile(join(directory, 'city.conf'), ours);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${directory}/${name};`)
      .join(' ');
    const around = `daemon off; pid ${directory}/nginx.pid; error_log ${directory}/errors.log; events {} http { access_log off; ${temporary} include ${directory}/city.conf; }`;
    await writeFile(join(directory, 'nginx.conf'), around);
    const child = spawn('nginx', ['-c', join(directory, 'nginx.conf'), '-p', directory], {
      stdio: 'inherit',
    });
    await until(async () => (await fetch(`${address}/health/live`).catch(() => undefined))?.status === 200);
    return child;
  }

  /** The configuration that the guide makes for two processes on one machine, by the command that stands there. */
  function asGuided(): string {
    const [, guided] = readFileSync(projectFile('docs/operations.md'), 'utf8').split('## Two processes');
    const [command] = /^sed .* ops\/nginx\/city\.conf(?= > )/m.exec(guided!)!;
    return execFileSync('sh', ['-c', command], { cwd: projectFile('.'), encoding: 'utf8' });
  }

  async function until(done: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!(await done())) {
      if (Date.now() > end) throw new Error('it did not come');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  let count = 0;
  async function submitted(): Promise<string | undefined> {
    const answer = await fetch(`${address}/api/v1/feedback`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ kind: 'feedback', regulation: 'birth-registration', subject: 'Nước ngập trước nhà' },
        ...{
          text: `Nước ngập, lần thứ ${++count}.`,
          name: 'Nguyễn Văn Bình',
          email: `b${count}@mail.example`,
        },
      }),
    }).catch(() => undefined);
    return answer?.status === 201 ? ((await answer.json()) as { code: string }).code : undefined;
  }

  it('speaks TLS, sends those without it there, and keeps the numbers inside', async () => {
    const plain = await fetch(`${plainAddress}/feedback`, { redirect: 'manual' });
    expect(plain.status).to.equal(308);
    expect(plain.headers.get('location')).to.equal(`${address}/feedback`);
    const home = await fetch(`${address}/`);
    expect(home.status).to.equal(200);
    expect(home.headers.get('strict-transport-security')).to.contain('max-age');
    for (const path of ['/metrics', '/health/ready'])
      expect((await fetch(`${address}${path}`)).status, path).to.equal(404);
    for (const site of sites) expect((await fetch(`${site.address}/metrics`)).status).to.equal(200);
  });

  it('takes the first administrator in by the link of one process, whichever answers', async () => {
    const [, link] = await sites[0]!.line(/open (\S+) \(works once/);
    const administrator = new Visitor(address);
    const { pathname } = new URL(link!);
    await administrator.get(pathname);
    await administrator.submit(pathname, {
      ...{ name: 'Phạm Thu Hà', email: 'ha@city.example', language: 'vi', password: PASSWORD },
    });
    expect(administrator.last!.status, administrator.last!.text).to.equal(200);
    for (let turn = 0; turn < 6; turn++) expect((await administrator.get('/accounts')).status).to.equal(200);
  });

  it('loses no acknowledged word when a process dies, and its live lines are back within five seconds', async () => {
    const kept: string[] = [];
    for (let turn = 0; turn < 10; turn++) kept.push((await submitted())!);
    expect(kept).not.to.include(undefined);
    sockets = Array.from({ length: 5 }, () =>
      io(`${address}/watch`, { transports: ['websocket'], forceNew: true, rejectUnauthorized: false }),
    );
    await until(() => sockets.every((socket) => socket.connected));

    const lines = await Promise.all(
      sites.map(async (site) => socketsOf(await (await fetch(`${site.address}/metrics`)).text())),
    );
    expect(lines[0]! + lines[1]!).to.equal(5);
    const dying = lines[0]! > 0 ? 0 : 1;
    const pages: number[] = [];
    let over = false;
    const reading = (async () => {
      while (!over) pages.push((await fetch(`${address}/feedback`)).status);
    })();
    const writing = (async () => {
      while (!over) {
        const code = await submitted();
        if (code) kept.push(code);
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const killed = Date.now();
    await sites.splice(dying, 1)[0]!.stop('SIGKILL');
    await until(() => sockets.every((socket) => !socket.connected), 5_000);
    await until(() => sockets.every((socket) => socket.connected), 5_000 - (Date.now() - killed));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    over = true;
    await Promise.all([reading, writing]);
    expect(pages.filter((status) => status !== 200)).to.deep.equal([]);
    expect(new Set(kept).size).to.equal(kept.length);
    for (const code of kept)
      expect((await fetch(`${address}/api/v1/feedback/${code}`)).status, code).to.equal(200);
  });

  function socketsOf(metrics: string): number {
    return Number(/^city_sockets (\d+)$/m.exec(metrics)![1]);
  }
});
