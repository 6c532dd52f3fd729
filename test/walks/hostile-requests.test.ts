import { expect } from 'chai';
import { translator } from '../../server/platform/i18n/texts.ts';
import type { Route } from '../../server/platform/web/route.ts';
import { item } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';
import { encoded } from './hostile-values.ts';
import { ROWS } from './role-matrix.ts';
import { routeKey, SAMPLES } from './samples.ts';
import { formFields } from './samples-feedback.ts';
import { type Sent, sendRaw } from './send.ts';
import { type Viewer, viewers } from './viewers.ts';

const FORM = 'application/x-www-form-urlencoded';
const typed = () => formFields('send');

interface Request {
  body?: string | Uint8Array;
  headers?: Record<string, string>;
}

/** Whole requests that no form of ours makes → the status, and the key of the text that a person reads. */
const REQUESTS: Record<string, [status: number, text: string, (one: Viewer) => Request]> = {
  'no token of the form': [403, 'errors.expired-form', () => ({ body: encoded(typed()) })],
  'a token made up': [403, 'errors.expired-form', () => ({ body: encoded({ ...typed(), _csrf: 'a.b' }) })],
  'the token twice': [
    403,
    'errors.expired-form',
    (one) => ({ body: encoded({ ...typed(), _csrf: [one.csrf, one.csrf] }) }),
  ],
  'a cookie of the token that is an object': [
    403,
    'errors.expired-form',
    (one) => ({ body: own(one), headers: { cookie: 'csrf=j:{"a":1}' } }),
  ],
  'the origin of another site': [
    403,
    'errors.foreign-form',
    (one) => ({ body: own(one), headers: { origin: 'https://evil.example' } }),
  ],
  'an origin that is none': [
    403,
    'errors.foreign-form',
    (one) => ({ body: own(one), headers: { origin: 'nonsense' } }),
  ],
  'a browser that says: from another site': [
    403,
    'errors.foreign-form',
    (one) => ({ body: own(one), headers: { 'sec-fetch-site': 'cross-site' } }),
  ],
  'a thousand fields': [
    413,
    'errors.too-large',
    (one) => ({ body: `${own(one)}&${Array.from({ length: 1000 }, (_, at) => `f${at}=1`).join('&')}` }),
  ],
  'ten megabytes': [
    413,
    'errors.too-large',
    (one) => ({ body: `${own(one)}&text=${'x'.repeat(10_000_000)}` }),
  ],
  'bytes of Latin-1 under the name of UTF-8': [
    415,
    'errors.encoding',
    (one) => ({ body: Buffer.from(`${own(one)}&note=caf\u00e9`, 'latin1') }),
  ],
  'an encoding that nobody reads': [
    415,
    'errors.encoding',
    (one) => ({ body: own(one), headers: { 'content-type': `${FORM}; charset=utf-16` } }),
  ],
  'a compression that is none': [
    400,
    'errors.malformed',
    (one) => ({ body: own(one), headers: { 'content-encoding': 'gzip' } }),
  ],
  'a compression that nobody knows': [
    415,
    'errors.encoding',
    (one) => ({ body: own(one), headers: { 'content-encoding': 'zip' } }),
  ],
  'JSON instead of a form': [
    403,
    'errors.expired-form',
    () => ({ body: '{"subject":{"$gt":""}}', headers: { 'content-type': 'application/json' } }),
  ],
  'no body': [403, 'errors.expired-form', () => ({})],
};

function own(one: Viewer): string {
  return encoded({ ...typed(), _csrf: one.csrf });
}

const CODES = [
  'PA-2026-999999',
  'PA-2026-000000',
  'pa-2026-1',
  '__proto__',
  'constructor',
  '{"$gt":""}',
  '\u0000',
];
const PARTS = [...CODES, '..%2f..%2fetc%2fpasswd', 'x'.repeat(6000), '%F0%9F%98%80', '[object Object]'];

describe('hostile requests to pages', function () {
  this.timeout(240_000);
  let world: World;
  let people: Viewer[];
  let one: Viewer;

  before(async () => {
    world = await startWorld();
    people = await viewers(world);
    one = people[0]!;
    await item(world);
  });
  after(() => world.stop());

  const at = (path: string) => new URL(path, world.address);
  const named = (name: string) => people.find((each) => each.name === name)!;
  /** A stranger, and one whom nothing else keeps out. */
  function strangerAndAdmitted(route: Route): Set<Viewer> {
    const row = ROWS.find(({ name }) => name === routeKey(route));
    const may = people.findLast((each) => row?.expected[each.name] === 'ok');
    return new Set([one, may ?? named('administrator')]);
  }

  for (const [what, [status, text, make]] of Object.entries(REQUESTS))
    it(`answers a form with ${what} by ${status} and ${text}`, async () => {
      const { body, headers } = make(one);
      for (const language of ['vi', 'en', 'ru'] as const) {
        const sent = await sendRaw(one, 'post', at('/feedback/new'), {
          ...(body === undefined ? {} : { body }),
          headers: {
            'content-type': FORM,
            origin: world.address,
            'accept-language': language,
            ...headers,
          },
        });
        expect(sent.status).to.equal(status);
        expect(sent.body).to.include(`<html lang="${language}">`);
        expect(sent.body).to.include(translator(language)(text));
      }
    });

  it('keeps what was typed in a form that had expired', async () => {
    const fields = typed();
    const headers = { 'content-type': FORM, origin: world.address };
    const sent = await sendRaw(one, 'post', at('/feedback/new'), { body: encoded(fields), headers });
    expect(sent.body).to.include(fields['subject']).and.include(fields['text']);
  });

  it('checks token and origin of every form', async () => {
    const found: string[] = [];
    for (const route of world.app.routes.filter(({ method }) => method === 'post'))
      for (const headers of [{ origin: world.address }, { origin: 'https://evil.example' }]) {
        const path = route.path.replace(/:\w+/g, 'x');
        for (const each of strangerAndAdmitted(route)) {
          const body = headers.origin === world.address ? '' : encoded({ _csrf: each.csrf });
          const sent = await sendRaw(each, 'post', at(path), {
            body,
            headers: { 'content-type': FORM, ...headers },
          });
          if (sent.status !== 403 && sent.status !== 401) found.push(`${routeKey(route)} ${sent.status}`);
        }
      }
    // One press of a mail program ends a letter, without a page before it (RFC 8058): the address is the proof.
    const pressed = ['POST /following/:token/stop 200', 'POST /following/list/:token/stop 200'];
    // Programs hand in as a visitor, whoever is signed in in the same browser.
    const programs = ['POST /open311/v2/requests.json 400', 'POST /open311/v2/requests.xml 400'];
    // The provider's page posts its answer: its signature is the proof. This site has no provider.
    const provider = ['POST /sign-in/provider/callback 422'];
    expect([...new Set(found)].sort()).to.deep.equal([...pressed, ...programs, ...provider].sort());
  });

  it('answers every address with strange parts by a page that says so', async () => {
    const found: string[] = [];
    for (const route of world.app.routes.filter(({ method, path }) => method === 'get' && path.includes(':')))
      for (const part of PARTS) {
        const path = route.path.replace(/:\w+/g, part.startsWith('%') ? part : encodeURIComponent(part));
        // A longer line of a request comes to no page: node answers it by itself.
        const sent = await sendRaw(named('administrator'), 'get', at(path.slice(0, 15_000)));
        if (!clean(sent)) found.push(`${sent.status} ${route.path} with ${part.slice(0, 40)}`);
      }
    expect(found).to.deep.equal([]);
  });

  it('answers every filter and cursor with strange values', async () => {
    const found: string[] = [];
    for (const route of world.app.routes.filter(({ query }) => query))
      for (const query of strangeQueries(Object.keys(route.query!.describe()['keys'] as object))) {
        const path = route.path.replace(/:\w+/g, 'en');
        for (const each of strangerAndAdmitted(route)) {
          const sent = await sendRaw(each, 'get', at(`${path}?${query}`));
          if (!clean(sent)) found.push(`${sent.status} ${path}?${query.slice(0, 60)}`);
        }
      }
    expect([...new Set(found)]).to.deep.equal([]);
  });

  /** A page for people; what programs ask of Open311 is told in the form of that standard. */
  const SAID =
    /<h1[^>]*>[^<]+|^\[\{"code":\d+,"description":"[^"]+|<errors><error><code>\d+<\/code><description>[^<]+/;
  const clean = ({ status, body }: Sent) =>
    status < 500 && !body.includes('<script>alert(1)') && (status < 400 || SAID.test(body));

  const strangeQueries = (names: string[]) => ['__proto__[x]=1&constructor=1', ...names.flatMap(strange)];

  function strange(name: string): string[] {
    const values = [
      '%00',
      '%ff%fe',
      '%zz',
      'x'.repeat(5000),
      '%3Cscript%3Ealert(1)%3C/script%3E',
      '__proto__',
    ];
    const numbers = ['-1', '1e400', 'NaN', '9999999999999999', '9999999999999999-000000000000000000000000'];
    return [
      ...[...values, ...numbers, ''].map((value) => `${name}=${value}`),
      `${name}=a&${name}=b`,
      `${name}[$gt]=`,
      `${name}[]=a`,
    ];
  }

  it('takes cookies that were made up for none', async () => {
    const forged = [
      'sid=s:forged.signature',
      `sid=${'x'.repeat(3000)}`,
      'holds=PA-2026-000001',
      'holds=s:PA-2026-000001.forged',
      'language=j:{"a":1}',
      'csrf=j:{"a":1}',
      '__proto__=1; =; ;;',
    ];
    for (const cookie of forged) {
      const sent = await sendRaw(one, 'get', at('/feedback/PA-2026-000001'), { headers: { cookie } });
      expect(sent.status, cookie).to.equal(200);
      expect(sent.body).to.not.include('Cây xà cừ');
      expect((await sendRaw(one, 'get', at('/account'), { headers: { cookie } })).status).to.equal(303);
      expect((await sendRaw(one, 'get', at('/track'), { headers: { cookie } })).status, cookie).to.equal(200);
    }
  });

  it('knows no other methods, and no address outside', async () => {
    for (const method of ['put', 'delete', 'patch', 'propfind'])
      for (const path of ['/feedback/new', '/nowhere'])
        expect((await sendRaw(one, method, at(path))).status, method).to.equal(405);
    for (const path of ['/assets/../package.json', '/assets/%2e%2e%2fpackage.json', '/%c0%af', '/%', '/.env'])
      expect((await sendRaw(one, 'get', at(path))).status, path).to.be.oneOf([400, 404]);
    const away = await sendRaw(one, 'get', at('/language/en?to=https://evil.example'));
    expect(away.location).to.equal('/');
    expect((await sendRaw(one, 'get', at('/language/en?to=//evil.example'))).location).to.equal('/');
  });

  it('leaves no route with a form out', () => {
    const forms = world.app.routes.filter(({ method }) => method === 'post').map(routeKey);
    expect(forms.filter((name) => !SAMPLES[name])).to.deep.equal([]);
  });
});
