import { expect } from 'chai';
import ICAL from 'ical.js';
import { type ProgressStep, progressOf } from '../../../server/feedback/item-page/progress.ts';
import { item } from '../../support/factories.ts';
import { startWorld, type World } from '../../support/world.ts';

const day = (date: number) => new Date(Date.UTC(2026, 2, date, 3));
const row = (name: string, date: number) => ({ name: `feedback.${name}`, at: day(date) });
const base = {
  ...{ label: 'received' as const, open: false, receivedAt: day(1), dueAt: day(20), closedAt: null },
  timeline: [row('submitted', 1)],
};
const short = (steps: ProgressStep[]) =>
  steps.map(({ name, state, at, by }) => `${name} ${state} ${(at ?? by)?.getUTCDate() ?? '-'}`);

describe('progress of an item', () => {
  it('goes from receipt to answer, one step at a time', () => {
    const accepted = { ...base, open: true, timeline: [...base.timeline, row('accepted', 2)] };
    const routed = {
      ...{ ...accepted, label: 'being-handled' as const },
      timeline: [...accepted.timeline, row('routed', 3), row('transferred', 5)],
    };
    const answered = { ...routed, label: 'answered' as const, closedAt: day(18) };
    expect(short(progressOf(base, undefined))).to.deep.equal([
      ...['received done 1', 'accepted now -', 'office ahead -', 'answered ahead 20'],
    ]);
    expect(short(progressOf(accepted, undefined))).to.deep.equal([
      ...['received done 1', 'accepted done 2', 'office now -', 'answered ahead 20'],
    ]);
    expect(short(progressOf(routed, undefined))).to.deep.equal([
      ...['received done 1', 'accepted done 2', 'office now 5', 'answered ahead 20'],
    ]);
    expect(short(progressOf(answered, undefined))).to.deep.equal([
      ...['received done 1', 'accepted done 2', 'office done 5', 'answered done 18'],
    ]);
  });

  it('ends where the item ended, with what it had come to before', () => {
    const ended = { ...base, label: 'not-accepted' as const, closedAt: day(4) };
    expect(short(progressOf(ended, undefined))).to.deep.equal(['received done 1', 'not-accepted ended 4']);
    const later = { ...ended, timeline: [...base.timeline, row('accepted', 2)] };
    expect(short(progressOf(later, 'withdrawn'))).to.deep.equal([
      ...['received done 1', 'accepted done 2', 'withdrawn ended 4'],
    ]);
  });

  it('goes round once more when the answer is looked at again', () => {
    const firstAnswer = { answeredAt: day(8), reopenedAt: day(10) } as never;
    const again = { ...base, label: 'being-handled' as const, open: true, firstAnswer };
    expect(short(progressOf(again, undefined))).to.deep.equal([
      ...['received done 1', 'first-answer done 8', 'second-look now 10', 'second-answer ahead 20'],
    ]);
  });
});

describe('the page of an item, from top to bottom', () => {
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('says where it stands, then what was asked, then the answer; what happened is folded', async () => {
    const { code } = await item(world, { status: 'answered' });
    const { $ } = await world.visitor().get(`/feedback/${code}`);
    const order = $('.status-line, .progress, #text-title, #answer-title, #facts-title, .timeline')
      .toArray()
      .map((each) => $(each).attr('id') ?? $(each).attr('class')!.split(' ')[0]);
    expect(order).to.deep.equal([
      ...['status-line', 'progress', 'text-title', 'answer-title', 'facts-title', 'timeline'],
    ]);
    expect($('.progress > .is-done')).to.have.lengthOf(4);
    expect($('.timeline').closest('details:not([open])')).to.have.lengthOf(1);
    expect($('#share-address').val()).to.equal(`${world.app.site.publicUrl}/feedback/${code}`);
    expect($('[aria-current=step]')).to.have.lengthOf(0);
  });

  it('brings whoever has the key to the form with the code in it', async () => {
    const { code, key } = await item(world, { status: 'answered' });
    const sender = world.visitor();
    const { $ } = await sender.get(`/feedback/${code}`);
    const form = await sender.get($('main a[href^="/track"]').attr('href')!);
    expect(form.$('#code').val()).to.equal(code);
    const own = await sender.submit('/track', { key });
    expect(own.$('form[action$="/rating"]')).to.have.lengthOf(1);
    const rating = own.html.indexOf('id="after"');
    expect(rating).to.be.greaterThan(own.html.indexOf('id="answer-title"'));
    expect(rating).to.be.lessThan(own.html.indexOf('id="own-title"'));
  });

  it('shows the beginning of a long question only, above the answer to it', async () => {
    const text = 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa. '.repeat(40).trim();
    const { code } = await item(world, { status: 'answered', input: { text } });
    const { $ } = await world.visitor().get(`/feedback/${code}`);
    const section = $('section[aria-labelledby=text-title]');
    expect(section.children('p').text().length).to.be.lessThan(420);
    expect(section.find('details').text()).to.contain(text);
  });

  it('gives the due date to calendars, without a word of what was written', async () => {
    const { code } = await item(world);
    const { html } = await world.visitor().get(`/feedback/${code}/due.ics`);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(html)).getFirstSubcomponent('vevent')!);
    expect(event.endDate.toJSDate().toISOString()).to.equal('2026-03-18T10:00:00.000Z');
    expect(event.summary).to.contain(code);
    expect(html).not.to.match(/xà cừ|Lan|sắp đổ/);
    expect((await world.visitor().get('/feedback/PA-2026-999999/due.ics')).status).to.equal(404);
  });
});
