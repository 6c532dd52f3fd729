import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFile } from '../../server/platform/project-files.ts';
import { freePort, type Running, run, runSite, runStore } from '../faults/processes.ts';

/** What compose.yaml starts, on this machine: a store as a server, Redis, processes of the site, nginx before them. */
export interface Topology {
  uri: string;
  /** Of nginx. */
  address: string;
  sites: (Running & { address: string })[];
  store: Running;
  /** Leads to so many of the processes from now on. */
  leadTo(count: number): Promise<void>;
  startSite(at: number): Promise<void>;
  end(): Promise<void>;
}

/** Undefined: all is here. */
export function missingCommand(): string | undefined {
  return ['nginx', 'redis-server'].find((command) => {
    try {
      execFileSync('which', [command], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
}

const PROXY_HEADERS = ['Host $http_host', 'X-Forwarded-For $remote_addr', 'X-Forwarded-Proto $scheme'];

/** As ops/nginx/city.conf has it, without TLS: that would be measured too. */
function configuration(directory: string, port: number, hosts: readonly string[]): string {
  const ours = readFileSync(projectFile('ops/nginx/city.conf'), 'utf8');
  const upstream = `upstream city { hash $stick consistent; ${hosts.map((host) => `server ${host} max_fails=2 fail_timeout=5s;`).join(' ')} keepalive 32; }`;
  const maps = ours.slice(ours.indexOf('map $http_cookie'), ours.indexOf('upstream city'));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${directory}/${name};`,
  );
  const headers = [...PROXY_HEADERS, 'Upgrade $http_upgrade', 'Connection $connection_wanted'].map(
    (header) => `proxy_set_header ${header};`,
  );
  const location = `location / { proxy_pass http://city; proxy_http_version 1.1; ${headers.join(' ')} proxy_next_upstream error timeout; }`;
  return `daemon off; pid ${directory}/nginx.pid; error_log ${directory}/errors.log;
events { worker_connections 4096; }
http { access_log off; ${temporary.join(' ')} ${maps} ${upstream}
server { listen 127.0.0.1:${port}; ${location} } }`;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** @param data with a `store` in it, which is written to */
export async function startTopology(data: string, count: number): Promise<Topology> {
  const directory = join(data, 'nginx');
  await mkdir(directory, { recursive: true });
  const ports: number[] = [];
  for (let at = 0; at < count + 3; at++) ports.push(await freePort());
  const [storePort, redisPort, proxyPort, ...sitePorts] = ports as [number, number, number, ...number[]];
  const address = `http://127.0.0.1:${proxyPort}`;
  const uri = `mongodb://127.0.0.1:${storePort}/city`;
  const store = await runStore(join(data, 'store'), storePort);
  const redis = await run(['redis-server', '--port', String(redisPort), '--save', ''], /Ready to accept/);
  const sites: Topology['sites'] = [];
  const topology: Topology = {
    ...{ uri, address, sites, store },
    async leadTo(lead) {
      const hosts = sitePorts.slice(0, lead).map((port) => `127.0.0.1:${port}`);
      await writeFile(join(directory, 'nginx.conf'), configuration(directory, proxyPort, hosts));
      if (nginx) nginx.child.kill('SIGHUP');
      else nginx = await run(['nginx', '-c', join(directory, 'nginx.conf'), '-p', directory], /./, {}, true);
      // Until the workers of before have let go.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await until(async () => (await fetch(address).catch(() => undefined))?.status === 200);
    },
    async startSite(at) {
      const own = { PORT: String(sitePorts[at]), DATA_DIR: join(data, `site-${at}`), PUBLIC_URL: address };
      await mkdir(own.DATA_DIR, { recursive: true });
      const shared = { MONGODB_URI: uri, REDIS_URL: `redis://127.0.0.1:${redisPort}`, TRUSTED_PROXIES: '1' };
      const site = await runSite({ ...shared, ...own });
      sites[at] = { ...site, address: `http://127.0.0.1:${sitePorts[at]}` };
    },
    async end() {
      for (const each of [...sites, nginx, redis, store]) await each?.end('SIGTERM');
    },
  };
  let nginx: Running | undefined;
  for (let at = 0; at < count; at++) await topology.startSite(at);
  return topology;
}
