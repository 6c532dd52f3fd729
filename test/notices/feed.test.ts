import { expect } from 'chai';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { type Person, person, signIn } from '../support/people.ts';
import type { Visitor } from '../support/visitor.ts';
import { startWorld, type World } from '../support/world.ts';

const PRIVATE = 'Nỗi niềm riêng';

describe('calendars of due dates', function () {
  this.timeout(120_000);
  let world: World;
  let official: Visitor;
  let head: Person;
  let code: string;

  before(async () => {
    world = await startWorld();
    ({ code } = await item(world, { status: 'assigned', input: { subject: `${PRIVATE} một` } }));
    const one = await (await castOf(world)).inUnit('official', UNIT);
    official = world.visitor();
    await signIn(official, one);
    head = await person(world, 'head', { units: [UNIT] });
  });
  after(() => world?.stop());

  const links = async (visitor: Visitor) => {
    const { $ } = await visitor.get('/account/notices');
    return $('a[href^="/calendar-feed/"]')
      .toArray()
      .map((link) => $(link).attr('href')!);
  };
  const read = async (path: string) => {
    const response = await fetch(world.address + path);
    const text = (await response.text()).replace(/\r\n[ \t]/g, '');
    return { status: response.status, type: response.headers.get('content-type'), text };
  };

  it('shows the official what to answer, by code and regulation', async () => {
    const [own, unit] = await links(official);
    for (const path of [own!, unit!]) {
      const { status, type, text } = await read(path);
      expect(status).to.equal(200);
      expect(type).to.match(/^text\/calendar/);
      expect(text)
        .to.contain(`UID:${code}@`)
        .and.contain('DTEND:20260318T100000Z')
        .and.contain('DTSTAMP:20260304T030000Z');
      expect(text).to.contain(`/feedback/${code}`);
      expect(text).to.not.contain(PRIVATE).and.not.contain('Lan');
    }
  });

  it('shows a head the unit and not what others have', async () => {
    const [own, unit] = await links(head.visitor);
    expect((await read(own!)).text).to.not.contain('VEVENT');
    expect((await read(unit!)).text).to.contain(code);
  });

  it('offers no calendar to those who answer nothing', async () => {
    const leader = await person(world, 'leader');
    expect(await links(leader.visitor)).to.deep.equal([]);
  });

  it('stops at once when a new link is made', async () => {
    const [own, unit] = await links(official);
    await official.submit('form[action="/account/notices/calendar"]');
    expect((await read(own!)).status).to.equal(404);
    expect((await read(unit!)).status).to.equal(200);
    const [renewed] = await links(official);
    expect(renewed).to.not.equal(own);
    expect((await read(renewed!)).status).to.equal(200);
  });

  it('lets the head alone make a new link for the unit', async () => {
    const unit = (await links(official))[1]!;
    const refused = await official.post('/account/notices/calendar', { unit: UNIT });
    expect(refused.status).to.equal(403);
    await head.visitor.get('/account/notices');
    expect((await head.visitor.post('/account/notices/calendar', { unit: OTHER_UNIT })).status).to.equal(403);
    expect((await read(unit)).status).to.equal(200);
    await head.visitor.get('/account/notices');
    await head.visitor.post('/account/notices/calendar', { unit: UNIT });
    expect((await read(unit)).status).to.equal(404);
  });

  it('knows no address that somebody made up', async () => {
    const [own] = await links(official);
    const forged = [
      own!.replace(/.{3}\.ics$/, 'xyz.ics'),
      '/calendar-feed/x.ics',
      `/calendar-feed/u.nowhere.${'x'.repeat(43)}.ics`,
      own!.replace('/a.', '/u.'),
    ];
    for (const path of forged) expect((await read(path)).status).to.equal(404);
  });

  it('stops when the account is closed', async () => {
    const leaving = await person(world, 'official', { units: [UNIT] });
    const [own] = await links(leaving.visitor);
    expect((await read(own!)).status).to.equal(200);
    const administrator = await person(world, 'administrator');
    await administrator.visitor.get(`/accounts/${leaving.actor.id}`);
    await administrator.visitor.post(`/accounts/${leaving.actor.id}/deactivation`, {});
    expect((await read(own!)).status).to.equal(404);
  });

  it('keeps the choice of a letter', async () => {
    await official.get('/account/notices');
    const saved = await official.submit('/account/notices', { digest: 'none' });
    expect(saved.$('input[name=digest][value=none]').attr('checked')).to.equal('checked');
    const refused = await official.post('/account/notices', { digest: 'hourly' });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary').length).to.equal(1);
  });
});
