import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { item } from '../../support/factories.ts';
import { api, person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('"this concerns me too"', () => {
  let world: World;
  const voices = async (code: string) => (await Feedback.findOne({ code }).lean())!.voices;
  const say = async (code: string, on = 'yes') => {
    const visitor = world.visitor();
    await visitor.get(`/feedback/${code}`);
    return { visitor, seen: await visitor.submit(`/feedback/${code}/voices`, { on }) };
  };

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('counts one voice of each browser, in lists and the API too, and can be taken back', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const { visitor, seen } = await say(code);
    expect(seen.path).to.equal(`/feedback/${code}`);
    await visitor.post(`/feedback/${code}/voices`, { on: 'yes' });
    expect(await voices(code)).to.equal(1);
    await say(code);
    expect(await voices(code)).to.equal(2);
    expect((await visitor.get('/feedback?sort=newest')).$('.voices').text()).to.contain('2');
    const { body } = await api(world)('get', `/feedback/${code}`);
    expect(body.voices).to.equal(2);
    await visitor.get(`/feedback/${code}`);
    const back = await visitor.submit(`/feedback/${code}/voices`, { on: 'no' });
    expect(await voices(code)).to.equal(1);
    expect(back.$('#concerned button').text()).to.contain('cũng gặp');
  });

  it('is for others than the sender, of what is public and not closed', async () => {
    const hidden = await item(world, { status: 'submitted' });
    const closed = await item(world, { status: 'answered' });
    const declined = await item(world, { status: 'accepted', input: { publishText: false } });
    const visitor = world.visitor();
    for (const [{ code }, status] of [
      [hidden, 403],
      [declined, 403],
      [closed, 409],
    ] as const) {
      await visitor.get('/track');
      expect((await visitor.post(`/feedback/${code}/voices`, { on: 'yes' })).status).to.equal(status);
    }
    const { visitor: coordinator } = await person(world, 'coordinator');
    const open = await item(world, { status: 'accepted' });
    const page = await coordinator.get(`/feedback/${open.code}`);
    expect(page.$('#concerned')).to.have.length(0);
    expect((await coordinator.post(`/feedback/${open.code}/voices`, { on: 'yes' })).status).to.equal(403);
    const sender = world.visitor();
    await sender.get('/track');
    await sender.submit('/track', { code: open.code, key: open.key });
    expect((await sender.post(`/feedback/${open.code}/voices`, { on: 'yes' })).status).to.equal(403);
  });

  it('ends after twenty from one address in a day', async () => {
    const { code } = await item(world, { status: 'accepted' });
    for (let at = 0; at < 20; at++) await say(code);
    const { seen } = await say(code);
    expect(seen.status).to.equal(429);
    expect(await voices(code)).to.equal(20);
  });

  it('lifts an item in the queue of coordinators', async () => {
    await Feedback.deleteMany({});
    const first = await item(world, { status: 'accepted' });
    const second = await item(world, { status: 'accepted' });
    for (let at = 0; at < 3; at++) await say(second.code);
    const { visitor } = await person(world, 'coordinator');
    const seen = await visitor.get('/triage');
    const codes = seen
      .$('.triage-row .code')
      .toArray()
      .map((each) => seen.$(each).text());
    expect(codes).to.deep.equal([second.code, first.code]);
    const next = await visitor.get(`/triage/${second.code}`);
    expect(next.text).to.contain(first.code);
  });

  it('is offered before something like it is sent', async () => {
    const subject = 'Đèn đường ngõ 12 tắt nhiều ngày';
    const text = 'Đèn đường trong ngõ 12 phố Kim Mã đã tắt năm ngày nay, buổi tối rất tối và nguy hiểm.';
    const { code } = await item(world, { status: 'accepted', input: { subject, text } });
    await world.settled();
    const visitor = world.visitor();
    await visitor.get('/feedback/new?regulation=birth-registration');
    const seen = await visitor.submit('/feedback/new', {
      ...{ subject: 'Đèn đường tắt ở ngõ 12', text, step: 'sender' },
    });
    expect(seen.$('#open-alike-title')).to.have.length(1);
    expect(seen.$(`a[href="/feedback/${code}#concerned"]`)).to.have.length(1);
  });
});
