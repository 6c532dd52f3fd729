import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectFile } from '../../server/platform/project-files.ts';
import { cookieName, readCookie } from '../../server/platform/web/cookie-names.ts';
import { colleague, signIn } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const TOKEN = 'a-token-for-programs-of-thirty-two';

describe('headers of replies', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ METRICS_TOKEN: TOKEN, SCIM_TOKEN: TOKEN });
  });
  after(() => world.stop());

  const asset = () => {
    const manifest = readFileSync(projectFile('dist/client/manifest.json'), 'utf8');
    return `/assets/${(JSON.parse(manifest) as Record<string, string>)['main.js']}`;
  };
  /** One of each door. */
  const PATHS: [path: string, status: number, init?: RequestInit][] = [
    ['/', 200],
    ['/inbox', 303],
    ['/no/such/page', 404],
    ['/%ff', 404],
    ['/feedback/new', 403, { method: 'POST', body: 'text=x' }],
    ['/api', 200],
    ['/api/v1/openapi.json', 200],
    ['/api/v1/no-such-call', 404],
    ['/open311/discovery.json', 200],
    ['/health/ready', 200],
    ['/metrics', 200],
    ['/scim/v2/Users', 401],
    ['/policy-reports', 400, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
    ['/robots.txt', 200],
    ['/assets/no-such.js', 404],
    ['/socket.io/?EIO=4&transport=polling', 200],
  ];
  const form = { headers: { 'content-type': 'application/x-www-form-urlencoded' } };

  it('say everywhere that a reply is what it says, and for this site alone', async () => {
    for (const [path, status, init] of [...PATHS, [asset(), 200] as [string, number]]) {
      const reply = await fetch(world.address + path, { redirect: 'manual', ...form, ...init });
      await reply.arrayBuffer();
      expect(reply.status, path).to.equal(status);
      expect(reply.headers.get('x-content-type-options'), path).to.equal('nosniff');
      expect(reply.headers.get('cross-origin-resource-policy'), path).to.equal('same-origin');
      if (path.startsWith('/assets/main') || path.startsWith('/socket.io')) continue;
      expect(reply.headers.get('cross-origin-opener-policy'), path).to.equal('same-origin');
      expect(reply.headers.get('referrer-policy'), path).to.equal('same-origin');
      expect(reply.headers.get('content-security-policy'), path)
        .to.contain("default-src 'none'")
        .and.contain("require-trusted-types-for 'script'");
    }
  });

  it('let no script make elements of text but the one file of ours, and the library of the one page', async () => {
    const policyOf = async (path: string) =>
      (await fetch(world.address + path)).headers.get('content-security-policy');
    expect(await policyOf('/')).to.match(/;trusted-types city(;|$)/);
    expect(await policyOf('/api')).to.match(/;trusted-types city dompurify default(;|$)/);
    const client = projectFile('client');
    const sinks =
      /\.(innerHTML|outerHTML|srcdoc)\s*=[^=]|insertAdjacentHTML|createContextualFragment|parseFromString|document\.write|\beval\(|new Function\(/;
    const found = readdirSync(client, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && sinks.test(readFileSync(join(client, file), 'utf8')))
      .sort();
    expect(found).to.deep.equal(['markup.ts']);
  });
});

describe('names of cookies', () => {
  it('carry the prefix that the path allows, over https', () => {
    expect(cookieName('holds', { secure: true, path: '/' })).to.equal('__Host-holds');
    expect(cookieName('codes', { secure: true, path: '/account' })).to.equal('__Secure-codes');
    expect(cookieName('holds', { secure: false, path: '/' })).to.equal('holds');
  });

  it('are read with the prefix before those without, which are from before there were prefixes', () => {
    expect(readCookie({ holds: 'planted', '__Host-holds': 'own' }, 'holds', true)).to.equal('own');
    expect(readCookie({ holds: 'older' }, 'holds', true)).to.equal('older');
    // Of http, where anybody on the way could write any name.
    expect(readCookie({ '__Host-holds': 'x' }, 'holds', false)).to.equal(undefined);
    // A signature that does not hold.
    expect(readCookie({ holds: 'older', '__Host-holds': false }, 'holds', true)).to.equal('older');
  });

  it('have a prefix, all that a site of https sets, and what a browser kept from before still counts', async () => {
    const world = await startWorld({ PUBLIC_URL: 'https://city.example' });
    try {
      const set = new Set<string>();
      const visitor = world.visitor();
      await visitor.get('/language/en');
      const { $ } = await visitor.get('/privacy');
      expect($('main table code').first().text()).to.equal('__Host-language');
      for (const name of visitor.cookies.keys()) set.add(name);
      expect([...set]).to.include('__Host-language');
      const kept = visitor.cookies.get('__Host-language')!;
      const older = await fetch(world.address, { headers: { cookie: `language=${kept}` } });
      expect(older.headers.get('content-language')).to.equal('en');
      const someone = await colleague(world, 'leader');
      // The session itself is given over https alone, which there is none of between the test and the site.
      await signIn(visitor, someone).catch(() => undefined);
      expect([...visitor.cookies.keys()]).to.include('__Host-csrf');
      for (const name of visitor.cookies.keys()) set.add(name);
      expect([...set].filter((name) => !/^__(Host|Secure)-/.test(name))).to.deep.equal([]);
    } finally {
      await world.stop();
    }
  });
});
