import { expect } from 'chai';
import { askErasure } from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { decideErasure } from '../../../server/feedback/own-data/actions.ts';
import { erasuresWaiting } from '../../../server/feedback/own-data/queries.ts';
import { erasureState } from '../../../server/feedback/own-data/rules.ts';
import { Invalid } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { attached } from '../../support/attached.ts';
import { type Item, item } from '../../support/factories.ts';
import { type Person, person, senderContext } from '../../support/people.ts';
import { refusal } from '../../support/refusal.ts';
import { png } from '../../support/sample-files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const day = (number: number, hour = 0) => new Date(Date.UTC(2026, 2, number, hour));

describe('a request to erase', () => {
  const asked = { askedAt: day(1), carryAt: day(2) };
  const ROWS: [string, Parameters<typeof erasureState>, string][] = [
    ['nobody asks', [{ closedAt: null }, true, day(3)], 'none'],
    ['closed, within the day', [{ closedAt: day(0), erasure: asked }, false, day(1, 23)], 'waits'],
    ['closed, after it', [{ closedAt: day(0), erasure: asked }, false, day(2)], 'due'],
    ['open, after the day', [{ closedAt: null, erasure: asked }, true, day(3)], 'staff'],
    ['answered since: it can be read first', [{ closedAt: day(3), erasure: asked }, false, day(20)], 'waits'],
    ['and goes then', [{ closedAt: day(3), erasure: asked }, false, day(33)], 'due'],
    [
      'answer first',
      [{ closedAt: null, erasure: { ...asked, decision: { as: 'after-answer', reason: '' } } }, true, day(3)],
      'after-answer',
    ],
    [
      'now',
      [{ closedAt: day(3), erasure: { ...asked, decision: { as: 'now', reason: '' } } }, false, day(3)],
      'due',
    ],
    ['declined', [{ closedAt: null, erasure: { ...asked, carryAt: null } }, true, day(3)], 'declined'],
    ['erased', [{ closedAt: day(0), erased: { at: day(2), why: 'request' } }, false, day(3)], 'done'],
  ];
  for (const [what, given, state] of ROWS)
    it(`${what}: ${state}`, () => expect(erasureState(...given)).to.equal(state));
});

describe('own data', function () {
  this.timeout(60_000);
  let world: World;
  let coordinator: Person;
  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;

  async function senderOf({ code, key }: Item): Promise<Visitor> {
    const visitor = world.visitor();
    await visitor.get('/track');
    await visitor.submit('form[action="/track"]', { code, key });
    return visitor;
  }

  it('is given to the sender as one file, and to nobody else', async () => {
    const made = await item(world, { status: 'assigned', input: { name: 'Nguyễn Thị Kín' } });
    await attached(world, made.code, { name: 'nha.png', bytes: png('own') });
    const sender = await senderOf(made);
    expect((await sender.get(`/feedback/${made.code}`)).html).to.include(`/feedback/${made.code}/own-data`);
    const data = JSON.parse((await sender.get(`/feedback/${made.code}/own-data.json`)).html);
    expect(data.sender).to.include({ name: 'Nguyễn Thị Kín', email: 'lan@kin.example' });
    expect(data.item.own.messages).to.have.length(2);
    expect(data.item.own.attachments[0].href).to.match(/^https?:.*\/attachments\//);
    expect(data.letters).to.have.length.of.at.least(1);
    for (const path of ['own-data', 'own-data.json'])
      for (const visitor of [world.visitor(), coordinator.visitor])
        expect((await visitor.get(`/feedback/${made.code}/${path}`)).status).to.equal(403);
  });

  it('goes a day after the sender has asked; until then it can be taken back', async () => {
    const made = await item(world, { status: 'answered', input: { name: 'Nguyễn Thị Kín' } });
    const sender = await senderOf(made);
    const path = `/feedback/${made.code}/own-data`;
    expect((await sender.get(path)).text)
      .to.include('91/2025/QH15')
      .and.include('33/2024/QH15');
    expect((await sender.submit('form[action$="/erasure"]', {})).status).to.equal(422);
    const ask = async () => {
      await sender.get(path);
      return sender.submit('form[action$="/erasure"]', { understood: 'yes' });
    };
    expect((await ask()).text).to.include('Dữ liệu sẽ bị xóa từ');
    expect((await sender.submit('form[action$="/erasure/removal"]', {})).text).to.include('Yêu cầu xóa');
    await world.advance({ hours: 30 });
    expect((await stored(made.code)).erased).to.equal(undefined);
    await ask();
    await world.settled();
    const letters = () => world.letters.all.filter(({ subject }) => subject!.includes('dữ liệu'));
    await world.advance({ hours: 1 });
    const told = letters().length;
    await world.advance({ hours: 24 });
    const row = await stored(made.code);
    expect(row.erased).to.include({ why: 'request' });
    expect(JSON.stringify(row)).to.not.include('Nguyễn Thị Kín').and.not.include('lan@kin.example');
    expect(letters().length).to.equal(told + 1);
    expect(await Outbox.countDocuments({ about: made.code })).to.equal(0);
    await world.advance({ days: 8 });
    expect(await Outbox.countDocuments({ to: 'lan@kin.example', text: new RegExp(made.code) })).to.equal(0);
    expect(await Journal.countDocuments({ 'subject.code': made.code, personal: { $ne: {} } })).to.equal(0);
    expect((await sender.get(path)).text).to.include('theo yêu cầu của người gửi');
  });

  it('while an answer is due is decided by a coordinator: answer first, or end it now', async () => {
    const [first, second] = [
      await item(world, { status: 'routed' }),
      await item(world, { status: 'routed', input: { name: 'Trần Kín' } }),
    ];
    for (const made of [first, second]) {
      const sender = await senderOf(made);
      await sender.get(`/feedback/${made.code}/own-data`);
      await sender.submit('form[action$="/erasure"]', { understood: 'yes' });
    }
    await world.advance({ days: 2 });
    expect((await stored(second.code)).erased).to.equal(undefined);
    const list = await coordinator.visitor.get('/erasure-requests');
    expect(list.text).to.include(first.code).and.include(second.code);
    const decide = async ({ code }: Item, as: string) => {
      await coordinator.visitor.get(`/feedback/${code}/erasure/decision`);
      const reason = 'Người gửi đã gọi điện xác nhận.';
      return coordinator.visitor.submit('form[action$="/erasure/decision"]', { as, reason });
    };
    expect((await decide(first, 'after-answer')).text).to.not.include(first.code);
    await decide(second, 'now');
    await world.settled();
    const told = await Outbox.findOne({ about: second.code, subject: /đã rút lại/ }).lean();
    expect(told!.text).to.include('Người gửi đã gọi điện xác nhận.');
    await world.advance({ hours: 1 });
    expect(await stored(second.code)).to.include({ status: 'withdrawn' });
    expect((await stored(second.code)).erased).to.include({ why: 'request' });
    expect((await stored(first.code)).erased).to.equal(undefined);
    expect((await coordinator.visitor.get(`/feedback/${first.code}`)).text).to.include('yêu cầu xóa dữ liệu');
  });

  it('is not decided by ending the item while the sender can take it back', async () => {
    const { code } = await item(world, { status: 'routed' });
    await askErasure(senderContext(world, code), code);
    const { visitor } = coordinator;
    const { $ } = await visitor.get(`/feedback/${code}/erasure/decision`);
    expect(
      $('input[name=as]')
        .toArray()
        .map((each) => each.attribs['value']),
    ).to.deep.equal([...['after-answer', 'declined']]);
    const end = { as: 'now', reason: 'Người gửi đã gọi điện xác nhận.' } as const;
    expect(await refusal(decideErasure(coordinator.context(), code, end))).to.be.instanceOf(Invalid);
    expect(await stored(code)).to.include({ status: 'routed' });
  });

  it('is carried out though many others wait for their answers, and one cannot be erased', async () => {
    const { code } = await item(world, { status: 'answered' });
    await askErasure(senderContext(world, code), code);
    const carryAt = new Date(world.clock.now().getTime() - 1);
    const waiting = Array.from({ length: 201 }, (_, n) => ({
      ...{ code: `PA-2020-${n}`, status: 'routed', closedAt: null, version: 0, pending: [] },
      erasure: { askedAt: carryAt, carryAt },
    }));
    // Without a sender, as no item is.
    const broken = { ...waiting[0], code: 'PA-2020-broken', status: 'answered', closedAt: new Date(0) };
    await Feedback.collection.insertMany([...waiting, broken] as never[]);
    try {
      await world.advance({ hours: 25 });
      expect((await stored(code)).erased).to.include({ why: 'request' });
      expect(await erasuresWaiting(coordinator.context())).to.be.greaterThan(0);
    } finally {
      await Feedback.collection.deleteMany({ code: /^PA-2020-/ });
    }
  });

  it('of somebody with an account is one file too, without what signs in', async () => {
    const data = (await coordinator.visitor.get('/account/own-data.json')).html;
    expect(JSON.parse(data)).to.include({ email: coordinator.actor.email });
    expect(data).to.not.match(/argon2|secret|hash/i);
  });
});
