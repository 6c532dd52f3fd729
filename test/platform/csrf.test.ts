import { expect } from 'chai';
import { person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

/** What the hostile-input walk does not see: to whom a token belongs. */
describe('protection of forms', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const track = { code: 'PA-2026-000001', key: 'AAAA-AAAA-AAAA-AAAA' };

  async function tokenOn(visitor: ReturnType<World['visitor']>): Promise<string> {
    const { $ } = await visitor.get('/track');
    return $('main input[name=_csrf]').attr('value')!;
  }

  it('sets no cookie on a page without a form', async () => {
    const visitor = world.visitor();
    await visitor.get('/units');
    expect([...visitor.cookies.keys()]).to.deep.equal([]);
  });

  it('takes a token for any form of the same browser, more than once', async () => {
    const visitor = world.visitor();
    const _csrf = await tokenOn(visitor);
    for (let turn = 0; turn < 2; turn++)
      expect((await visitor.post('/track', { ...track, _csrf })).status).to.equal(422);
  });

  it('takes no token of another browser', async () => {
    const _csrf = await tokenOn(world.visitor());
    const visitor = world.visitor();
    await visitor.get('/track');
    expect((await visitor.post('/track', { ...track, _csrf })).status).to.equal(403);
  });

  it('takes the token from before the sign-in no more after it', async () => {
    const { visitor } = await person(world, 'leader');
    const stranger = world.visitor();
    const _csrf = await tokenOn(stranger);
    visitor.cookies.set('csrf', stranger.cookies.get('csrf')!);
    expect((await visitor.post('/track', { ...track, _csrf })).status).to.equal(403);
    expect((await visitor.post('/track', { ...track, _csrf: await tokenOn(visitor) })).status).to.equal(422);
  });

  it('takes no token of one account in the session of another', async () => {
    const one = await person(world, 'leader');
    const other = await person(world, 'reviewer');
    const _csrf = await tokenOn(one.visitor);
    other.visitor.cookies.set('csrf', one.visitor.cookies.get('csrf')!);
    expect((await other.visitor.post('/track', { ...track, _csrf })).status).to.equal(403);
  });

  it('shows an expired form again, filled, and it can be sent from there', async () => {
    const visitor = world.visitor();
    await visitor.get('/track');
    const seen = await visitor.post('/track', { ...track, _csrf: 'old' });
    expect(seen.status).to.equal(403);
    expect(seen.$('input[name=code]').val()).to.equal(track.code);
    expect((await visitor.submit('form[action="/track"]', { key: track.key })).status).to.equal(422);
  });

  it('asks the API for no token: it reads no cookies', async () => {
    const { visitor } = await person(world, 'coordinator');
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const init = { method: 'POST', headers: { cookie, 'content-type': 'application/json' }, body: '{}' };
    const answer = await fetch(`${world.address}/api/v1/feedback/PA-2026-000001/routing`, init);
    expect(answer.status).to.equal(401);
  });

  it('keeps cookies from scripts and other sites', async () => {
    const { visitor } = await person(world, 'leader');
    const response = await fetch(`${world.address}/sign-in`);
    const lines = response.headers.getSetCookie();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(/^csrf=.*; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(visitor.cookies.has('sid')).to.equal(true);
  });
});

describe('behind https', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ PUBLIC_URL: 'https://city.example', TRUSTED_PROXIES: '1' });
  });
  after(() => world.stop());

  it('binds cookies to the host and to https, and asks browsers to stay there', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const response = await fetch(`${world.address}/track`, { headers });
    expect(response.headers.getSetCookie()[0]).to.match(
      /^__Host-csrf=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(response.headers.get('strict-transport-security')).to.equal('max-age=31536000; includeSubDomains');
    expect(response.headers.get('content-security-policy')).to.include('upgrade-insecure-requests');
  });

  it('allows no script or style but its own files', async () => {
    const policy = (await fetch(`${world.address}/`)).headers.get('content-security-policy')!;
    expect(policy)
      .to.include("default-src 'none'")
      .and.include("script-src 'self'")
      .and.include("style-src 'self'");
    expect(policy).to.not.match(/unsafe|\*/);
  });
});
