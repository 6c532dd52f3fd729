import { expect } from 'chai';
import { approveList, correctEntry } from '../../../server/accountability/delay-list/actions.ts';
import { respondentsOf } from '../../../server/accountability/delay-list/make-lists.ts';
import { DelayRepeat } from '../../../server/accountability/delay-list/model.ts';
import { DELAY_RULES } from '../../../server/accountability/delay-list/rule-settings.ts';
import { changeSetting } from '../../../server/settings/index.ts';
import { allUnits } from '../../../server/units/index.ts';
import { city } from '../../feedback/clocks/scene.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { type Colleague, colleague, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const SITE = 'https://sxd.hanoi.example';

/** One world for all: the list of March is published on 15 April, that of April on 15 May. */
describe('a published delay list', function () {
  this.timeout(180_000);
  let world: World;
  let leader: Colleague;
  let head: Colleague;
  let official: Colleague;
  let code: string;

  before(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    leader = await colleague(world, 'leader');
    head = await cast.inUnit('head', UNIT);
    official = await cast.inUnit('official', UNIT);
    const admin = await colleague(world, 'administrator');
    const row = DELAY_RULES.shipped()[0]!;
    const typed = { ...row, validFrom: '2026-03-05', repeatTimes: 2, repeatMonths: 3, origins: `${SITE}/` };
    await changeSetting(admin.context(), DELAY_RULES, typed, 1);
    code = (await item(world, { status: 'assigned' })).code;
    await publish('2026-03', '2026-04');
  });
  after(() => world.stop());

  const at = (moment: string) => world.advanceTo(city(moment));
  const publish = async (month: string, next: string) => {
    await at(`${next}-01 09:00`);
    await at(`${next}-06 17:01`);
    await at(`${next}-14 08:00`);
    await approveList(leader.context(), `${month}.${UNIT}`);
    await at(`${next}-15 08:00`);
    await world.advance({ minutes: 1 });
  };
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${world.address}${path}`, { headers });

  it('is answered for by those who took over, when its unit has ended', () => {
    expect(respondentsOf(UNIT, '2026-04-01')).to.deep.equal([UNIT]);
    const [former] = allUnits().filter(({ kind }) => kind === 'urban_district');
    const wards = respondentsOf(former!.slug, '2026-04-01');
    expect(wards.length).to.be.greaterThan(1);
    expect(wards.every((slug) => slug.startsWith('ward-') || slug.startsWith('commune-'))).to.equal(true);
  });

  it('can be had as PDF: Vietnamese and Russian letters in it, a title, a language, tags, the same bytes twice', async () => {
    const answers = await Promise.all(
      ['vi', 'ru'].map((language) => get(`/delays/2026-03/list.pdf?unit=${UNIT}&language=${language}`)),
    );
    for (const answer of answers) expect(answer.headers.get('content-type')).to.equal('application/pdf');
    const [vi, ru] = await Promise.all(answers.map(async (each) => Buffer.from(await each.arrayBuffer())));
    expect(vi!.subarray(0, 5).toString()).to.equal('%PDF-');
    for (const part of [
      '/Lang (vi)',
      '/MarkInfo',
      '/StructTreeRoot',
      '/DisplayDocTitle true',
      '/FontFile2',
      '/ToUnicode',
    ])
      expect(vi!.toString('latin1'), part).to.contain(part);
    expect(ru!.toString('latin1')).to.contain('/Lang (ru)');
    const again = await get(`/delays/2026-03/list.pdf?unit=${UNIT}&language=vi`);
    expect(Buffer.from(await again.arrayBuffer()).equals(vi!)).to.equal(true);
    expect((await get('/delays/2026-04/list.pdf')).status).to.equal(404);
    expect((await get('/delays/2027-04/list.pdf')).status).to.equal(404);
  });

  it('stands in the feed, which says when it changed', async () => {
    const feed = await (await get(`/delays/feed.atom?unit=${UNIT}`)).text();
    expect(feed).to.contain('<feed xmlns="http://www.w3.org/2005/Atom"').and.to.contain('Sở Xây dựng');
    expect(feed).to.contain(`<updated>${city('2026-04-15 08:00').toISOString()}</updated>`);
    expect((await get('/delays/feed.atom?unit=no-such-unit')).status).to.equal(404);
  });

  it('can be framed by the sites of the rule alone, on that address alone', async () => {
    const frame = await get(`/embed/delays/${UNIT}`);
    expect(frame.headers.get('content-security-policy')).to.contain(`frame-ancestors ${SITE}`);
    expect(frame.headers.get('x-frame-options')).to.equal(null);
    const html = await frame.text();
    expect(html).to.contain(code).and.to.not.contain('<script');
    const page = await get(`/delays/2026-03?unit=${UNIT}`);
    expect(page.headers.get('content-security-policy')).to.contain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).to.not.equal(null);
    expect((await get('/embed/delays/no-such-unit')).status).to.equal(404);
  });

  it('tells whoever keeps the portal of an office what to paste there', async () => {
    const { $ } = await world.visitor().get(`/delays/2026-03?unit=${UNIT}`);
    expect($('details pre code').text()).to.match(
      new RegExp(`^<iframe src="http[^"]+/embed/delays/${UNIT}\\?language=vi" title="[^"]+"`),
    );
  });

  it('gives its data to scripts of those sites, and refuses others in words', async () => {
    const known = await get(`/embed/delays/${UNIT}/list.json`, { origin: SITE });
    expect(known.headers.get('access-control-allow-origin')).to.equal(SITE);
    expect(((await known.json()) as any).items[0]).to.include({ code });
    const foreign = await get(`/embed/delays/${UNIT}/list.json`, { origin: 'https://elsewhere.example' });
    expect(foreign.status).to.equal(403);
    expect(foreign.headers.get('access-control-allow-origin')).to.equal(null);
    expect(await foreign.text()).to.contain('không có trong danh sách trang được nhúng');
    expect((await get(`/embed/delays/${UNIT}/list.json`)).status).to.equal(200);
  });

  it('makes a record of who was late again and again, of the unit and of the official', async () => {
    expect(await DelayRepeat.countDocuments({})).to.equal(0);
    await publish('2026-04', '2026-05');
    const records = await DelayRepeat.find({}).sort({ _id: 1 }).lean();
    expect(records.map(({ official, months, status }) => [official, months, status])).to.deep.equal([
      [null, ['2026-03', '2026-04'], 'open'],
      [official.actor.id, ['2026-03', '2026-04'], 'open'],
    ]);
    expect(world.letters.to(leader.actor.email).at(-1)!.subject).to.contain('Tái phạm trễ hạn: Sở Xây dựng');
    const mine = world.letters.to(head.actor.email).filter(({ subject }) => subject.includes('Tái phạm'));
    expect(mine.map(({ subject }) => subject)).to.deep.equal([`Tái phạm trễ hạn: ${official.actor.name}`]);
    // The unit's record is public; of the official nothing.
    const page = await world.visitor().get(`/delays/2026-04?unit=${UNIT}`);
    expect(page.text).to.contain('Tái phạm: trễ 2 tháng').and.to.not.contain(official.actor.name);
    const chief = await person(world, 'leader');
    await chief.visitor.get(`/delay-repeats/2026-04.${UNIT}`);
    const refused = await chief.visitor.submit(`/delay-repeats/2026-04.${UNIT}/decision`, {
      kind: 'plan',
      reason: '',
    });
    expect(refused.status).to.equal(422);
    const done = await chief.visitor.submit(`/delay-repeats/2026-04.${UNIT}/decision`, {
      ...{ kind: 'plan', reason: 'Sở lập kế hoạch khắc phục trước ngày 30/6.' },
    });
    expect(done.text).to.contain('Yêu cầu kế hoạch khắc phục');
  });

  it('takes the record back when a correction leaves too few months, not what was decided', async () => {
    const seen = '0-0';
    const reason = 'Phản ánh này không thuộc cơ quan trong tháng ba.';
    const correction = { entry: code, seen, kind: 'removed' as const, reason, looked: false };
    await correctEntry(leader.context(), `2026-04.${UNIT}`, correction);
    await world.settled();
    const records = await DelayRepeat.find({}).sort({ _id: 1 }).lean();
    expect(records.map(({ status }) => status)).to.deep.equal(['decided', 'lapsed']);
  });
});
