import { expect } from 'chai';
import { CallBack } from '../../../server/feedback/call-backs/model.ts';
import { callsDue } from '../../../server/feedback/call-backs/queries.ts';
import { needsCall } from '../../../server/feedback/call-backs/rules.ts';
import { erasePersonal } from '../../../server/feedback/index.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { item, UNIT } from '../../support/factories.ts';
import { person, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const PHONE = '+84 90 123 4567';

describe('calls to senders', () => {
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('are made to whoever no letter reaches', () => {
    expect(needsCall({ phone: PHONE }, false)).to.equal(true);
    expect(needsCall({ phone: PHONE, email: 'lan@kin.example' }, false)).to.equal(false);
    expect(needsCall({ phone: PHONE, email: 'lan@kin.example' }, true)).to.equal(true);
    expect(needsCall({}, false)).to.equal(false);
  });

  it('stand in a list until somebody was told, those first that nobody has tried', async () => {
    const input = { phone: PHONE, email: undefined as never };
    const first = await item(world, { status: 'refused', input });
    const second = await item(world, { status: 'answered', input });
    await item(world, { status: 'answered', input: { phone: PHONE } });
    await world.settled();
    const { visitor } = await person(world, 'coordinator');
    const codes = () =>
      visitor
        .last!.$('.rows .code')
        .toArray()
        .map((each) => visitor.last!.$(each).text());
    const seen = await visitor.get('/call-backs');
    expect(codes()).to.have.members([first.code, second.code]);
    expect(seen.$('a[href^="tel:"]').first().text()).to.equal(PHONE);
    await visitor.submit(`/call-backs/${first.code}/missed`, {});
    expect(codes()).to.deep.equal([second.code, first.code]);
    await visitor.submit(`/call-backs/${second.code}/reached`, {});
    expect(codes()).to.deep.equal([first.code]);
    const { entry } = (await CallBack.findOne({ code: second.code }).lean())!;
    expect((await visitor.post(`/call-backs/${second.code}/reached`, { entry })).status).to.equal(409);
    // Something newer is to be told: the call that was shown is not this one.
    await visitor.get('/call-backs');
    await CallBack.updateOne({ code: first.code }, { $set: { entry: 'a'.repeat(24) } });
    expect((await visitor.submit(`/call-backs/${first.code}/reached`, {})).status).to.equal(409);
    expect((await visitor.get('/call-backs')).text).to.include(first.code);
    const { visitor: head } = await person(world, 'head', { units: [UNIT] });
    expect((await head.get('/call-backs')).status).to.equal(403);
  });

  it('are listed and made by programs as on the page', async () => {
    const input = { phone: PHONE, email: undefined as never };
    const { code } = await item(world, { status: 'refused', input });
    await world.settled();
    const call = async (bearer: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const reply = await fetch(`${world.address}/api/v1/call-backs${path}`, { ...sent, headers });
      return { status: reply.status, body: (await reply.json()) as Record<string, any> };
    };
    const coordinator = await tokenFor(world, await person(world, 'coordinator'));
    const { body } = await call(coordinator, '');
    const due = body['calls'].find((each: { code: string }) => each.code === code);
    expect(due).to.include({ phone: PHONE, about: 'refused', missed: 0 });
    expect(body['count']).to.equal(body['calls'].length);
    const { entry } = due;
    expect((await call(coordinator, `/${code}/missed`, { entry })).status).to.equal(200);
    expect(await CallBack.findOne({ code }).lean()).to.include({ missed: 1, status: 'due' });
    const reached = await call(coordinator, `/${code}/reached`, { entry });
    expect(reached.body).to.deep.equal({ count: body['count'] - 1 });
    expect((await call(coordinator, `/${code}/reached`, { entry })).status).to.equal(409);
    const head = await tokenFor(world, await person(world, 'head', { units: [UNIT] }));
    expect((await call(head, '')).status).to.equal(403);
  });

  it('are made no more once the sender is erased, and wait in no menu', async () => {
    const { code } = await item(world, {
      status: 'refused',
      input: { phone: PHONE, email: undefined as never },
    });
    await world.settled();
    const { context } = await person(world, 'coordinator');
    const before = await callsDue(context());
    await erasePersonal(systemContext(world.app.site, 'test'), code, 'rule');
    await world.settled();
    expect(await callsDue(context())).to.equal(before - 1);
  });
});
