import { expect } from 'chai';
import { BulkAct } from '../../../server/feedback/bulk/model.ts';
import { acceptFeedback } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Person, person, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const GUIDANCE = 'Xin gửi đơn khiếu nại đến Ban Tiếp công dân thành phố.';

describe('one act on several items', () => {
  let world: World;
  let coordinator: Person;
  let head: Person;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  /** From the list to the confirmed act. */
  async function plan(one: Person, act: string, codes: string[], given: Record<string, string> = {}) {
    await one.visitor.get('/items');
    await one.visitor.submit('/bulk/selection', { act, chosen: codes });
    return one.visitor.submit('/bulk', given);
  }

  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
    head = await person(world, 'head', { units: [UNIT] });
  });
  after(() => world.stop());

  it('is done after half a minute, as the preview showed it; what has changed since is left and told', async () => {
    const [one, other] = [await item(world), await item(world)];
    const seen = await plan(coordinator, 'accept', [one.code, other.code]);
    expect(seen.path).to.match(/^\/bulk\/[0-9a-f]{24}$/);
    expect((await stored(one.code)).status).to.equal('submitted');
    await Feedback.updateOne({ code: other.code }, { $inc: { version: 1 } });
    await world.advance({ minutes: 1 });
    expect((await stored(one.code)).status).to.equal('accepted');
    expect((await stored(other.code)).status).to.equal('submitted');
    const after = await coordinator.visitor.get(seen.path);
    expect(after.$('[aria-labelledby="left-title"] .code').text()).to.equal(other.code);
  });

  it('is undone by one press, before anything has changed or been sent', async () => {
    const { code } = await item(world);
    const seen = await plan(coordinator, 'refuse', [code], { ground: 'complaint', guidance: GUIDANCE });
    const undone = await coordinator.visitor.submit(`${seen.path}/undo`, {});
    expect(undone.$('.notice').text()).to.contain('Đã hoàn tác');
    await world.advance({ minutes: 1 });
    expect((await stored(code)).status).to.equal('submitted');
  });

  it('refuses with the same ground and guidance, and cannot be undone once it is done', async () => {
    const { code } = await item(world);
    const typed = await plan(coordinator, 'refuse', [code], { guidance: GUIDANCE });
    expect(typed.status).to.equal(422);
    expect(typed.$('#bulk-guidance').text()).to.equal(GUIDANCE);
    const seen = await coordinator.visitor.submit('/bulk', { ground: 'complaint' });
    await world.advance({ minutes: 1 });
    expect((await stored(code)).refusal).to.include({ ground: 'complaint', guidance: GUIDANCE });
    const done = await coordinator.visitor.get(seen.path);
    expect(done.$('form[action$="/undo"]')).to.have.length(0);
  });

  it('is done once where two people chose the same item, and told as left to the other', async () => {
    const another = await person(world, 'coordinator');
    const [own, both, others] = [await item(world), await item(world), await item(world)];
    const plans = await Promise.all([
      plan(coordinator, 'accept', [own.code, both.code]),
      plan(another, 'refuse', [both.code, others.code], { ground: 'complaint', guidance: GUIDANCE }),
    ]);
    await world.advance({ minutes: 1 });
    expect((await stored(own.code)).status).to.equal('accepted');
    expect((await stored(others.code)).status).to.equal('refused');
    const { status, refusal } = await stored(both.code);
    expect([status === 'refused', !!refusal]).to.be.deep.oneOf([
      [true, true],
      [false, false],
    ]);
    const ends = await Promise.all(
      [coordinator, another].map(async ({ visitor }, at) =>
        (await visitor.get(plans[at]!.path)).$('[aria-labelledby="left-title"] .code').text(),
      ),
    );
    expect(ends.sort()).to.deep.equal(['', both.code]);
  });

  it('sends accepted ones to an office, with a reason where another is suggested', async () => {
    const { code } = await item(world, { status: 'accepted' });
    const without = await plan(coordinator, 'route', [code], { unit: OTHER_UNIT });
    await world.advance({ minutes: 1 });
    expect((await stored(code)).status).to.equal('accepted');
    expect(
      (await coordinator.visitor.get(without.path)).$('[aria-labelledby="left-title"]').text(),
    ).to.contain(code);
    await plan(coordinator, 'route', [code], { unit: OTHER_UNIT, reason: 'Việc của ngành y tế.' });
    await world.advance({ minutes: 1 });
    expect(await stored(code)).to.include({ status: 'routed', unit: OTHER_UNIT });
  });

  it('gives out what the own office has, and nothing of another', async () => {
    const own = await item(world, { status: 'routed' });
    const foreign = await item(world, { status: 'routed', unit: OTHER_UNIT });
    await head.visitor.get('/items');
    const preview = await head.visitor.submit('/bulk/selection', {
      act: 'assign',
      chosen: [own.code, foreign.code],
    });
    expect(preview.text).to.contain(own.code).and.not.to.contain(foreign.code);
    await head.visitor.submit('/bulk', { assignee: head.actor.id });
    await world.advance({ minutes: 1 });
    expect(await stored(own.code)).to.include({ status: 'assigned', assignee: head.actor.id });
    await head.visitor.get('/items');
    const refused = await head.visitor.submit('/bulk/selection', { act: 'refuse', chosen: [own.code] });
    expect(refused.status).to.equal(403);
  });

  it('is told as done when a crash came between an item and its result', async () => {
    const { code } = await item(world);
    const seen = await plan(coordinator, 'accept', [code]);
    const id = seen.path.split('/').at(-1)!;
    // What the first run had done before it was cut off.
    await acceptFeedback({ ...coordinator.context(), requestId: `bulk-${id}` }, code);
    await BulkAct.updateOne({ _id: id }, { $set: { state: 'carrying' } });
    await world.advance({ minutes: 1 });
    const { state, results } = (await BulkAct.findById(id).lean())!;
    expect({ state, results }).to.deep.equal({ state: 'done', results: [{ code, why: null }] });
  });

  it('goes on with the others where one item has a fault', async () => {
    const [broken, sound] = [await item(world), await item(world)];
    const seen = await plan(coordinator, 'accept', [broken.code, sound.code]);
    await Feedback.collection.updateOne({ code: broken.code }, { $set: { originalPoints: 'no list' } });
    await world.advance({ minutes: 1 });
    expect((await stored(sound.code)).status).to.equal('accepted');
    const { state, results } = (await BulkAct.findById(seen.path.split('/').at(-1)).lean())!;
    expect(state).to.equal('done');
    expect(results.map(({ why }) => why?.text ?? null)).to.deep.equal(['feedback.bulk.not.fault', null]);
  });

  it('is previewed, done and undone by programs, each for its own acts alone', async () => {
    const [one, other] = [await item(world), await item(world, { status: 'assigned' })];
    const call = async (bearer: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
      const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const reply = await fetch(`${world.address}/api/v1/bulk-acts${path}`, { ...sent, headers });
      return { status: reply.status, body: (await reply.json()) as Record<string, any> };
    };
    const bearer = await tokenFor(world, coordinator);
    const codes = [one.code, other.code];
    const { body: seen } = await call(bearer, '/preview', { act: 'accept', chosen: codes });
    expect(seen['items'].map(({ code, not }: Record<string, string>) => [code, not])).to.deep.equal([
      [one.code, undefined],
      [other.code, 'state'],
    ]);
    const chosen = seen['items'].map(({ code, version }: Record<string, unknown>) => ({ code, version }));
    const first = await call(bearer, '', { act: 'accept', chosen });
    expect(first.status).to.equal(201);
    expect(first.body).to.deep.include({ act: 'accept', state: 'planned', codes, results: [] });
    expect((await call(bearer, `/${first.body['id']}/undo`, {})).body['state']).to.equal('undone');
    await world.advance({ minutes: 1 });
    expect((await stored(one.code)).status).to.equal('submitted');
    const { id } = (await call(bearer, '', { act: 'accept', chosen })).body;
    await world.advance({ minutes: 1 });
    expect((await stored(one.code)).status).to.equal('accepted');
    const { body: after } = await call(bearer, `/${id}`);
    expect(after['state']).to.equal('done');
    expect(after['results'][0]).to.deep.equal({ code: one.code, done: true });
    expect(after['results'][1]).to.include({ code: other.code, done: false });
    expect(after['results'][1].why)
      .to.be.a('string')
      .and.not.match(/^feedback\./);
    expect((await call(bearer, `/${id}/undo`, {})).status).to.equal(409);
    const ofHead = await tokenFor(world, head);
    expect((await call(ofHead, `/${id}`)).status).to.equal(404);
    expect((await call(ofHead, '/preview', { act: 'accept', chosen: codes })).status).to.equal(403);
    expect((await call(ofHead, '', { act: 'accept', chosen })).status).to.equal(403);
  });
});
