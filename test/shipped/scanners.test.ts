import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { load } from 'cheerio';
import { Visitor } from '../support/visitor.ts';
import { type Program, startProgram } from './program.ts';

const MISSING = spawnSync('nmap', ['--version']).status !== 0;
/** Where a cookie is given, and where forms stand. */
const PATH = '/sign-in';
const SCRIPTS = {
  looks: ['http-methods', 'http-trace', 'http-server-header', 'http-security-headers', 'http-cookie-flags'],
  leftovers: [
    'http-git',
    'http-svn-info',
    'http-config-backup',
    'http-passwd',
    'http-ls',
    'http-php-version',
  ],
  pages: [
    ...['http-unsafe-output-escaping', 'http-phpself-xss', 'http-sql-injection', 'http-rfi-spider'],
    ...['http-dombased-xss', 'http-open-redirect', 'http-internal-ip-disclosure', 'http-slowloris-check'],
  ],
  known: ['http-vuln-*', 'http-shellshock'],
};

/** What nmap has printed about one port, by script. */
type Found = Record<string, string>;

function nmap(...given: string[]): Promise<string> {
  const child = spawn('nmap', ['-n', '-Pn', '-sT', '-oX', '-', ...given, '127.0.0.1']);
  let told = '';
  child.stdout.on('data', (piece: Buffer) => {
    told += piece.toString();
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) => (code === 0 ? resolve(told) : reject(new Error(`nmap: ${code}\n${told}`)))),
  );
}

/** @param cookie whose flags are looked at */
async function scan(port: number, scripts: readonly string[], cookie = ''): Promise<Found> {
  const values = [
    ...['http-methods.test-all=true', `http-methods.url-path=${PATH}`],
    ...[`http-cookie-flags.path=${PATH}`, ...(cookie ? [`http-cookie-flags.cookie=${cookie}`] : [])],
    ...[`http-security-headers.path=${PATH}`, 'httpspider.maxpagecount=15', `httpspider.url=${PATH}`],
  ];
  const told = await nmap(
    ...['-p', String(port), '--version-intensity', '0', '--script', scripts.map((each) => `+${each}`).join()],
    ...['--script-args', values.join(), '--script-timeout', '60s'],
  );
  const $ = load(told, { xml: true });
  expect($('port state').attr('state')).to.equal('open');
  return Object.fromEntries(
    $('port > script')
      .toArray()
      .map((each) => [$(each).attr('id')!, $(each).attr('output')!.trim()])
      // Some say that they have looked, others say nothing.
      .filter(([, output]) => !/^Couldn't find/.test(output!)),
  ) as Found;
}

/** What is wrong with how a server answers. */
function faultsOf(found: Found): string[] {
  const headers = found['http-security-headers'] ?? '';
  const wanted: [string, RegExp][] = [
    ['nosniff', /X-Content-Type-Options: nosniff/i],
    ['a policy', /Content-Security-Policy: default-src 'none'/i],
    ['no framing', /frame-ancestors 'none'/i],
  ];
  return [
    ...wanted.filter(([, header]) => !header.test(headers)).map(([name]) => `without ${name}`),
    ...(found['http-server-header'] ? ['names its software'] : []),
    ...(found['http-trace'] ? ['TRACE'] : []),
    ...(/risky/i.test(found['http-methods'] ?? '') ? ['risky methods'] : []),
    ...(found['http-cookie-flags'] ? ['cookies for scripts'] : []),
  ];
}

/** Ports on which a process or one that it has started listens, as the kernel knows them. */
function portsOf(port: number): number[] {
  const listening = new Map<string, number>();
  for (const table of ['tcp', 'tcp6'])
    for (const row of readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1)) {
      const [, local, , state, , , , , , inode] = row.trim().split(/\s+/);
      if (state === '0A') listening.set(inode!, Number.parseInt(local!.split(':')[1]!, 16));
    }
  const processes = readdirSync('/proc')
    .filter((each) => /^\d+$/.test(each))
    .map((pid) => ({
      group: groupOf(pid),
      ports: socketsOf(pid).flatMap((each) => listening.get(each) ?? []),
    }));
  const own = processes.find(({ ports }) => ports.includes(port));
  return [...new Set(processes.filter(({ group }) => group === own?.group).flatMap(({ ports }) => ports))];
}

/** Empty for a process that has ended meanwhile or is not ours. */
function socketsOf(pid: string): string[] {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
    return links.flatMap((each) => /^socket:\[(\d+)\]$/.exec(each)?.[1] ?? []);
  } catch {
    return [];
  }
}

function groupOf(pid: string): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]!;
  } catch {
    return '';
  }
}

/** From outside, by a scanner that knows nothing of us. */
describe('the built program, scanned by nmap', function () {
  this.timeout(180_000);
  let program: Program;
  let careless: Server;
  let port: number;

  before(async function () {
    if (MISSING) {
      console.log('      skipped: not on this machine: nmap');
      return this.skip();
    }
    careless = createServer((request, response) => {
      response.setHeader('server', 'Apache/2.2.3 (CentOS)');
      response.setHeader('set-cookie', 'forms=1');
      response.end(request.method === 'TRACE' ? `TRACE ${request.url} HTTP/1.1` : '<p>Hello</p>');
    });
    await new Promise<void>((resolve) => careless.listen(0, '127.0.0.1', resolve));
    program = await startProgram('start');
    await program.line(/^Ready on/);
    port = Number(new URL(program.address).port);
  });
  after(async () => {
    careless?.close();
    await program?.stop();
  });

  it('listens on its own port alone', async () => {
    expect(portsOf(port)).to.deep.equal([port]);
    expect(portsOf((careless.address() as AddressInfo).port)).to.not.include(port);
  });

  it('says what a scanner wants to hear; a careless server does not', async () => {
    const visitor = new Visitor(program.address);
    await visitor.get(PATH);
    const [cookie] = visitor.cookies.keys();
    expect(cookie, 'there is one to be looked at').to.be.a('string');
    const [ours, theirs] = await Promise.all([
      scan(port, SCRIPTS.looks, cookie),
      scan((careless.address() as AddressInfo).port, SCRIPTS.looks, 'forms'),
    ]);
    expect(faultsOf(ours)).to.deep.equal([]);
    expect(faultsOf(theirs)).to.include.members([
      'without nosniff',
      'without a policy',
      'names its software',
    ]);
    expect(faultsOf(theirs)).to.include.members(['risky methods', 'cookies for scripts']);
  });

  it('has nothing of what scanners look for', async () => {
    const found = await scan(port, [...SCRIPTS.leftovers, ...SCRIPTS.pages, ...SCRIPTS.known]);
    expect(found).to.deep.equal({});
  });
});
