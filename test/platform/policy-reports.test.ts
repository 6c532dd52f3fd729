import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { directivesOf } from '../../server/platform/web/policy-reports.ts';
import { startWorld, type World } from '../support/world.ts';

describe('reports of the policy of pages', () => {
  let world: World;
  before(async () => {
    world = await startWorld({ WRITES_PER_MINUTE: '5' });
  });
  after(() => world.stop());

  const send = (body: string, type = 'application/csp-report') =>
    fetch(`${world.address}/policy-reports`, { method: 'POST', body, headers: { 'content-type': type } });
  const old = JSON.stringify({ 'csp-report': { 'violated-directive': 'script-src https://evil.example' } });

  it('are read of both kinds, and nothing of what may be private', () => {
    expect(directivesOf(JSON.parse(old))).to.deep.equal(['script-src']);
    const report = { type: 'csp-violation', body: { effectiveDirective: 'img-src', sample: 'x' } };
    expect(
      directivesOf([report, null, 1, { body: null }, { body: { effectiveDirective: '<script>' } }]),
    ).to.deep.equal(['img-src']);
  });

  it('are asked for by every page, counted for administrators, and limited', async () => {
    const page = await fetch(`${world.address}/`);
    expect(page.headers.get('content-security-policy')).to.contain('report-uri /policy-reports');
    expect(page.headers.get('reporting-endpoints')).to.equal('policy="/policy-reports"');
    expect((await send(old)).status).to.equal(204);
    expect((await send('{"no":"report"}', 'application/reports+json')).status).to.equal(204);
    expect((await send('{')).status).to.equal(400);
    expect(world.app.site.server!.policyReports()).to.have.length(1);
    expect(world.app.site.server!.policyReports()[0]).to.include({ directive: 'script-src', count: 1 });
    expect((await send('x'.repeat(20_000))).status).to.equal(413);
    const statuses = [];
    for (let tries = 0; tries < 6; tries++) statuses.push((await send(old)).status);
    expect(statuses.at(-1)).to.equal(429);
  });

  it('script and styles carry the digest of what is delivered', async () => {
    const html = await (await fetch(`${world.address}/`)).text();
    const found = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)" integrity="(sha384-[^"]+)"/g)];
    expect(found.length).to.be.at.least(2);
    for (const [, path, digest] of found) {
      const body = Buffer.from(await (await fetch(world.address + path!)).arrayBuffer());
      expect(`sha384-${createHash('sha384').update(body).digest('base64')}`).to.equal(
        digest!.replace(/&#x3D;/g, '=').replace(/&#43;|&#x2B;/g, '+'),
      );
    }
  });
});
