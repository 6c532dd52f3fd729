import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ConfigFault, readConfig } from '../../server/config.ts';
import { buildServer } from '../support/built.ts';

const SECRET = 'a secret of at least thirty-two characters';

function faultsOf(environment: NodeJS.ProcessEnv): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    return (error as ConfigFault).faults;
  }
}

describe('configuration', () => {
  it('needs nothing outside production', () => {
    const config = readConfig({});
    expect(config).to.include({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      timeZone: undefined,
      logLevel: 'info',
      production: false,
      trustedProxies: 0,
      mongoUri: undefined,
      smtpUrl: undefined,
      redisUrl: undefined,
    });
    expect(config.sessionSecret).to.have.length.of.at.least(32);
    expect(config.secretMadeUp).to.equal(true);
    expect(readConfig({}).sessionSecret).to.not.equal(config.sessionSecret);
  });

  it('takes what is given, and empty values as absent', () => {
    const config = readConfig({
      NODE_ENV: 'production',
      PORT: '80',
      PUBLIC_URL: 'https://city.example/',
      SESSION_SECRET: SECRET,
      MONGODB_URI: '',
      SMTP_URL: 'smtps://mail.example:465',
      LOG_LEVEL: 'warn',
    });
    expect(config).to.include({
      port: 80,
      publicUrl: 'https://city.example',
      production: true,
      logLevel: 'warn',
    });
    expect(config.mongoUri).to.equal(undefined);
  });

  const FAULTS: [what: string, environment: NodeJS.ProcessEnv, names: string[]][] = [
    ['no secret in production', { NODE_ENV: 'production' }, ['SESSION_SECRET']],
    ['a short secret', { SESSION_SECRET: 'short' }, ['SESSION_SECRET']],
    ['a port that is none', { PORT: 'eighty' }, ['PORT']],
    ['a port too high', { PORT: '65536' }, ['PORT']],
    ['a time zone that is none', { TIME_ZONE: 'Hanoi' }, ['TIME_ZONE']],
    ['an address without a scheme', { PUBLIC_URL: 'city.example' }, ['PUBLIC_URL']],
    ['an address of another kind', { PUBLIC_URL: 'ftp://city.example' }, ['PUBLIC_URL']],
    ['a store of another kind', { MONGODB_URI: 'http://localhost' }, ['MONGODB_URI']],
    ['a store without a host', { MONGODB_URI: 'mongodb:///city' }, ['MONGODB_URI']],
    [
      'a store whose password ends the hosts',
      { MONGODB_URI: 'mongodb://city:pass/word@db.example/city' },
      ['MONGODB_URI'],
    ],
    ['a store without a database', { MONGODB_URI: 'mongodb://db.example:27017' }, ['MONGODB_URI']],
    [
      'a store without a database, with options',
      { MONGODB_URI: 'mongodb://a,b/?replicaSet=rs' },
      ['MONGODB_URI'],
    ],
    ['a mail server of another kind', { SMTP_URL: 'mail.example' }, ['SMTP_URL']],
    ['an unknown level of the log', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL']],
    ['weights that are not there', { ANSWER_WEIGHTS: 'no/such/file.json' }, ['ANSWER_WEIGHTS']],
    ['no writes at all', { WRITES_PER_MINUTE: '0' }, ['WRITES_PER_MINUTE']],
    [
      'everything at once',
      {
        NODE_ENV: 'production',
        PORT: '-1',
        TIME_ZONE: 'X',
        LOG_LEVEL: 'loud',
        REDIS_URL: 'x',
        TRUSTED_PROXIES: '99',
      },
      ['PORT', 'REDIS_URL', 'SESSION_SECRET', 'TIME_ZONE', 'LOG_LEVEL', 'TRUSTED_PROXIES'],
    ],
  ];
  for (const [what, environment, names] of FAULTS)
    it(`names ${what}`, () => {
      const faults = faultsOf(environment);
      expect(faults.map((fault) => /"(\w+)"/.exec(fault)?.[1])).to.have.members(names);
    });

  for (const uri of [
    'mongodb://a.example:27017,b.example:27017,c.example/city?replicaSet=rs0&w=majority',
    'mongodb+srv://city:p%40ss@cluster.example/city?retryWrites=true',
    'mongodb://%2Ftmp%2Fstore.sock/city?directConnection=true&retryWrites=false',
    'mongodb://[::1]:27017/city',
  ])
    it(`takes a store at ${uri}`, () => {
      expect(readConfig({ MONGODB_URI: uri }).mongoUri).to.equal(uri);
    });

  it('says what the address of a store lacks, without the password in it', () => {
    const [fault] = faultsOf({ MONGODB_URI: 'mongodb://city:hunter2@db.example' });
    expect(fault).to.include('names no database').and.not.include('hunter2');
  });

  it('takes secrets from files, and says what is wrong with one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    let files = 0;
    const file = (text: string) => {
      const path = join(folder, String(++files));
      writeFileSync(path, text);
      return path;
    };
    const config = readConfig({
      NODE_ENV: 'production',
      SESSION_SECRET_FILE: file(`${SECRET}\n`),
      MONGODB_URI_FILE: file('mongodb://a,b/city?replicaSet=rs0'),
      SMTP_URL_FILE: file('smtps://city:hunter2@mail.example'),
      SMS_URL_FILE: file('https://sms.example/send?key=k3y'),
      SMS_AUTHORIZATION_FILE: file('Bearer hunter2\n'),
    });
    expect(JSON.stringify(config))
      .to.include('https://sms.example/send?key=k3y')
      .and.include('"Bearer hunter2"');
    expect(config).to.include({ sessionSecret: SECRET, mongoUri: 'mongodb://a,b/city?replicaSet=rs0' });
    expect(config.smtpUrl).to.equal('smtps://city:hunter2@mail.example');
    for (const environment of [
      { METRICS_TOKEN_FILE: join(folder, 'absent') },
      { METRICS_TOKEN_FILE: file(' ') },
      { METRICS_TOKEN_FILE: file('x'.repeat(20)), METRICS_TOKEN: 'y'.repeat(20) },
    ])
      expect(faultsOf(environment).join()).to.contain('METRICS_TOKEN_FILE');
    expect(faultsOf({ SESSION_SECRET_FILE: file('short') }).join()).to.contain('SESSION_SECRET');
    rmSync(folder, { recursive: true });
  });

  it('takes an identity provider by https, with its client', () => {
    const given = { OIDC_ISSUER: 'https://id.city.example', OIDC_CLIENT_ID: 'feedback' };
    expect(readConfig({ ...given, OIDC_SECOND_FACTOR: 'otp, mfa' }).staffProvider).to.deep.include({
      ...{ issuer: 'https://id.city.example', clientId: 'feedback', name: 'id.city.example' },
      secondFactor: ['otp', 'mfa'],
    });
    expect(faultsOf({ OIDC_ISSUER: given.OIDC_ISSUER }).join()).to.contain('OIDC_CLIENT_ID');
    expect(faultsOf({ ...given, OIDC_ISSUER: 'http://id.city.example' }).join()).to.contain('https://');
    const citizens = { CITIZEN_OIDC_ISSUER: 'https://id.nation.example', CITIZEN_OIDC_CLIENT_ID: 'city' };
    expect(readConfig({ ...given, ...citizens })).to.deep.include({
      citizenProvider: {
        ...{ issuer: 'https://id.nation.example', clientId: 'city', clientSecret: undefined },
        ...{ secondFactor: [], name: 'id.nation.example' },
      },
    });
    expect(faultsOf({ CITIZEN_OIDC_ISSUER: citizens.CITIZEN_OIDC_ISSUER }).join()).to.contain(
      'CITIZEN_OIDC_CLIENT_ID',
    );
    expect(faultsOf({ ...citizens, CITIZEN_OIDC_ISSUER: 'http://id.nation.example' }).join()).to.contain(
      'https://',
    );
  });

  it('takes a SAML provider with its certificates, or one of OpenID Connect', () => {
    const certificate = readFileSync(new URL('../fixtures/saml/certificate.pem', import.meta.url), 'utf8');
    const given = {
      ...{ SAML_SIGN_IN_URL: 'https://id.city.example/saml', SAML_ISSUER: 'https://id.city.example' },
      ...{ SAML_CERTIFICATE: `${certificate}${certificate}`, SAML_SECOND_FACTOR: 'urn:mfa' },
    };
    const read = readConfig(given).samlProvider!;
    expect(read.certificates).to.deep.equal([certificate, certificate]);
    expect(read).to.deep.include({ name: 'id.city.example', secondFactor: ['urn:mfa'] });
    expect(read.emailAttributes).to.include('mail');
    for (const [wrong, told] of [
      [{ SAML_CERTIFICATE: 'x' }, 'in PEM'],
      [{ SAML_CERTIFICATE: certificate.replace('MII', 'xxx') }, 'in PEM'],
      [{ SAML_CERTIFICATE: undefined }, 'SAML_CERTIFICATE'],
      [{ SAML_ISSUER: undefined }, 'SAML_ISSUER'],
      [{ SAML_SIGN_IN_URL: 'http://id.city.example' }, 'https://'],
      [{ OIDC_ISSUER: 'https://other.example', OIDC_CLIENT_ID: 'x' }, 'both set'],
    ] as const)
      expect(faultsOf({ ...given, ...wrong }).join()).to.contain(told);
  });

  it('never repeats a secret that was refused', () => {
    expect(faultsOf({ SESSION_SECRET: 'hunter2' }).join()).to.not.include('hunter2');
  });

  it('ends the start with code 78 and all faults', function () {
    this.timeout(60_000);
    buildServer();
    const root = join(import.meta.dirname, '../..');
    const env = { ...process.env, NODE_ENV: 'production', PORT: 'x', LOG_LEVEL: 'loud', SESSION_SECRET: '' };
    const run = spawnSync(process.execPath, ['dist/server/main.js'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    expect(run.status).to.equal(78);
    expect(run.stderr + run.stdout)
      .to.match(/PORT/)
      .and.match(/LOG_LEVEL/)
      .and.match(/SESSION_SECRET/);
  });

  it('ends the start with code 78 where the address of the store cannot be understood', function () {
    this.timeout(60_000);
    buildServer();
    const run = spawnSync(process.execPath, ['dist/server/main.js'], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, PORT: '0', MONGODB_URI: 'mongodb://city:geheim@db.example:x/city' },
      encoding: 'utf8',
    });
    expect(run.status).to.equal(78);
    expect(run.stderr).to.contain('The address of the store cannot be understood').and.not.contain('geheim');
  });
});
