import { expect } from 'chai';
import { rateFeedback, reopenFeedback } from '../../server/feedback/index.ts';
import { regulationOf } from '../../server/regulations/index.ts';
import { item, REGULATION, UNIT } from '../support/factories.ts';
import { person, senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const PERIOD = '2026-03';

describe('scores and dashboard', function () {
  this.timeout(60_000);
  let world: World;
  let reopened: string;

  before(async () => {
    world = await startWorld();
    await item(world, { status: 'answered' });
    const bad = await item(world, { status: 'answered' });
    reopened = bad.code;
    const grades = { answered: 'no', clear: 'yes', solved: 'no' } as const;
    await rateFeedback(senderContext(world, bad.code), bad.code, { ...grades, reasons: [], note: '' });
    await reopenFeedback(senderContext(world, bad.code), bad.code, {
      reason: 'Câu trả lời này chưa nói gì.',
    });
    await item(world, { status: 'assigned' });
    await world.advanceTo(new Date('2026-03-25T03:00:00Z'));
  });
  after(() => world.stop());

  const html = async (path: string) => {
    const page = await world.visitor().get(`${path}${path.includes('?') ? '&' : '?'}language=en`);
    expect(page.status, path).to.equal(200);
    return page.html.replace(/\s+/g, ' ');
  };

  it('show the formula with its numbers, and each number leads to its items', async () => {
    const page = await html(`/scores/${UNIT}?period=${PERIOD}`);
    const counts = /\((\d+) − <a href="([^"]*)">(\d+) [^<]*<\/a>\) ÷/.exec(page)!;
    expect(Number(counts[1]), page).to.be.least(3);
    expect(Number(counts[3])).to.be.least(1);
    const items = await html(counts[2]!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(items.match(/class="row-title"/g)).to.have.length(Number(counts[3]));
  });

  it('count the reopened item once, and lead to it', async () => {
    const items = await html(`/scores/${UNIT}/items?period=${PERIOD}&as=late`);
    const again = await html(`/scores/${UNIT}/items?period=${PERIOD}&as=reopened`);
    expect([items, again].filter((page) => page.includes(reopened))).to.have.length(1);
  });

  it('are not there for times before there were records', async () => {
    for (const period of ['1970', '1970-01', '1970-Q1', '2000-13', '2200'])
      for (const path of ['/dashboard', '/scores', `/scores/${UNIT}`, '/ledger']) {
        const { status } = await world.visitor().get(`${path}?period=${period}`);
        expect(status, `${path} ${period}`).to.be.oneOf([404, 422]);
      }
    expect((await world.visitor().get('/scores?period=2000')).status).to.equal(200);
  });

  it('are there for months, quarters and years, of the city and of one', async () => {
    for (const about of ['', `unit.${UNIT}`, 'language.vi', 'field.land', 'ward.ward-hoan-kiem'])
      for (const period of [PERIOD, '2026-Q1', '2026', '2025']) {
        const page = await world.visitor().get(`/dashboard?about=${about}&period=${period}`);
        expect(page.status, `${about} ${period}`).to.equal(200);
      }
    expect(await html('/dashboard')).to.include('<svg class="chart-columns"');
  });

  it('answer several filters at once, and each figure leads to its items by the same filters', async () => {
    const narrowed = `field=${regulationOf(REGULATION)!.fieldKey}&unit=${UNIT}&written=vi&period=${PERIOD}`;
    const page = await html(`/dashboard?${narrowed}`);
    const [, href, received] =
      /href="(\/dashboard\/items[^"]*figure&#x3D;received)"><span class="figure-number">(\d+)</.exec(page)!;
    const address = href!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    expect(Number(received)).to.be.above(0);
    for (const part of narrowed.split('&')) expect(address).to.include(part);
    expect((await html(address)).match(/class="row-title"/g)).to.have.length(Number(received));
    const open = /href="(\/feedback[^"]*status&#x3D;open)"><span class="figure-number">(\d+)</.exec(page)!;
    const list = await html(open[1]!.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
    expect(list.match(/class="row-title"/g)).to.have.length(Number(open[2]));
    expect(await html(`/dashboard?${narrowed.replace('vi', 'ru')}`)).to.not.include('figure&#x3D;took');
  });

  it('tell nothing of a place that few wrote about, nor of a part of it', async () => {
    const page = await html(`/dashboard?ward=ward-hoan-kiem&written=vi&period=${PERIOD}`);
    expect(page).to.include('Fewer than three items');
  });

  it('show leaders who has what, since when and what comes next; heads their own units alone', async () => {
    const leader = await person(world, 'leader');
    const head = await person(world, 'head', { units: ['dept-health'] });
    const page = await leader.visitor.get('/dashboard/leader');
    expect(page.status).to.equal(200);
    const plain = (html: string) => html.replaceAll('&#x3D;', '=');
    expect(plain(page.html)).to.include(`/dashboard/leader?unit=${UNIT}`);
    expect(page.html).to.include(`/feedback/${reopened}`);
    const narrowed = `field=${regulationOf(REGULATION)!.fieldKey}&written=vi`;
    const some = await leader.visitor.get(`/dashboard/leader?${narrowed}&period=${PERIOD}`);
    expect(plain(some.html))
      .to.include(`/feedback/${reopened}`)
      .and.to.match(/unit=dept-construction[^"]*figure/);
    const none = await leader.visitor.get('/dashboard/leader?written=ru');
    expect(none.html).to.not.include(reopened);
    const own = await head.visitor.get('/dashboard/leader');
    expect(own.html).to.not.include(reopened);
    expect((await head.visitor.get(`/dashboard/leader?unit=${UNIT}`)).status).to.equal(404);
  });

  it('name the regulations that hinder most, each with its ledger', async () => {
    const list = await html('/ledger?period=2026-03');
    expect(list).to.include(`href="/ledger/${REGULATION}?period&#x3D;2026-03"`.replace('&#x3D;', '='));
    const ledger = await html(`/ledger/${REGULATION}?period=2026-03`);
    expect(ledger).to.include('class="chart-columns"');
    expect((await world.visitor().get('/ledger/nothing')).status).to.equal(404);
    expect((await html(`/regulations/${REGULATION}`)).includes(`/ledger/${REGULATION}`)).to.equal(true);
  });

  it('tell which wards have held their dialogue of the year', async () => {
    expect(await html('/dialogue-duty')).to.include('/units/ward-');
    expect(await html('/dialogue-duty?year=2024')).to.include('no such duty');
    expect((await world.visitor().get('/dialogue-duty?year=2027')).status).to.equal(404);
  });

  it('fill in the form of a dialogue about a topic', async () => {
    const coordinator = await person(world, 'coordinator');
    const page = await coordinator.visitor.get(`/dialogues/new?regulation=${REGULATION}`);
    expect(page.status).to.equal(200);
    expect(page.html).to.match(new RegExp(`value="${REGULATION}"[^>]* checked`));
    expect(page.html).to.match(/name="title"[^>]* value="[^"]{5,}"/);
  });

  it('refuse what lies ahead and what is nothing', async () => {
    for (const path of [
      ...['/scores?period=2027', '/scores?period=2026-04', '/scores?period=soon', '/scores/nobody'],
      ...['/dashboard?about=unit.nobody', '/dashboard?about=x', '/dashboard?period=2026-Q9'],
      ...['/dashboard?unit=nobody&written=vi', '/dashboard/items?field=nothing', '/dashboard?written=fr'],
    ])
      expect((await world.visitor().get(path)).status, path).to.equal(404);
    expect((await world.visitor().get(`/scores/${UNIT}/items?as=nice`)).status).to.equal(422);
  });
});
