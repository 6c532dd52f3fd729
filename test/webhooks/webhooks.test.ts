import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { systemContext } from '../../server/platform/context.ts';
import { createWebhook } from '../../server/webhooks/actions.ts';
import { deliverAll } from '../../server/webhooks/deliver.ts';
import { Delivery, Webhook } from '../../server/webhooks/model.ts';
import { afterFailure, PAUSES } from '../../server/webhooks/rules.ts';
import { item } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { type Receiver, startReceiver } from './receiver.ts';

describe('webhooks', function () {
  this.timeout(60_000);
  let world: World;
  let receiver: Receiver;
  let administrator: Person;
  before(async () => {
    receiver = await startReceiver();
    world = await startWorld({ CALLABLE_INSIDE: '127.0.0.1/32' });
    administrator = await person(world, 'administrator');
  });
  after(async () => {
    await world.stop();
    await receiver.close();
  });

  const deliver = async () => {
    await world.settled();
    await deliverAll(systemContext(world.app.site, 'test'));
  };
  let id = '';
  let secret = '';

  it('are entered with an address and events; the secret is shown once', async () => {
    const { visitor } = administrator;
    await visitor.get('/webhooks');
    const refused = await visitor.post('/webhooks', {
      url: 'javascript:alert(1)',
      events: 'feedback.answered',
    });
    expect(refused.status).to.equal(422);
    expect(refused.$('#events input:checked').attr('value')).to.equal('feedback.answered');
    const shown = await visitor.post('/webhooks', {
      url: receiver.url,
      events: ['feedback.submitted', 'feedback.answered'],
    });
    secret = shown.$('code.secret').text();
    expect(secret).to.match(/^whsec_[A-Za-z0-9+/]{32}$/);
    const hook = (await Webhook.findOne().lean())!;
    id = hook._id;
    expect(JSON.stringify(hook)).not.to.include(secret);
    expect((await visitor.get(`/webhooks/${id}`)).html).not.to.include(secret);
  });

  it('tell what everybody may read, signed as Standard Webhooks says', async () => {
    const { code } = await item(world, { status: 'answered' });
    await deliver();
    expect(receiver.received.map(({ body }) => JSON.parse(body).type)).to.deep.equal([
      'feedback.submitted',
      'feedback.answered',
    ]);
    const { headers, body } = receiver.received[1]!;
    const { data } = JSON.parse(body);
    expect(data).to.include({ code, status: 'answered', href: `${world.config.publicUrl}/feedback/${code}` });
    expect(body).not.to.match(/Cây xà cừ|Lan|lan@kin/);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const expected = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    expect(headers['webhook-signature']).to.equal(expected);
    await deliver();
    expect(receiver.received).to.have.length(2);
  });

  it('are tried again later and later, with the same id', async () => {
    receiver.received.length = 0;
    receiver.answer = 503;
    await item(world);
    await deliver();
    await deliver();
    expect(receiver.received).to.have.length(1);
    world.clock.moveBy(PAUSES[0]! + 1000);
    receiver.answer = 200;
    await deliver();
    expect(receiver.received).to.have.length(2);
    expect(receiver.received[0]!.headers['webhook-id']).to.equal(receiver.received[1]!.headers['webhook-id']);
    const { visitor } = administrator;
    const { text } = await visitor.get(`/webhooks/${id}`);
    expect(text).to.include('HTTP 503').and.include('HTTP 200');
  });

  it('outlive an outage, however much waits meanwhile', async () => {
    receiver.received.length = 0;
    receiver.answer = 503;
    for (let number = 0; number < 12; number++) await item(world);
    // A job looks every five seconds: ten minutes of it.
    for (let look = 0; look < 120; look++) {
      await deliver();
      world.clock.moveBy(5_000);
    }
    expect(receiver.received.length).to.be.lessThan(5);
    expect((await Webhook.findById(id).lean())!.disabledAt).to.equal(null);
    receiver.received.length = 0;
    receiver.answer = 200;
    world.clock.moveBy(3_600_000);
    await deliver();
    expect(receiver.received).to.have.length(12);
  });

  it('take no address that cannot be called, and say so', async () => {
    const { visitor } = administrator;
    await visitor.get('/webhooks');
    for (const url of ['https://999.999.999.999/', 'https://host:99999/', 'https://a:b@host.example/']) {
      const refused = await visitor.post('/webhooks', { url, events: 'feedback.answered' });
      expect(refused.status, url).to.equal(422);
    }
  });

  it('can be tested, and say what is wrong', async () => {
    const { visitor } = administrator;
    receiver.answer = 'redirect';
    await visitor.get(`/webhooks/${id}`);
    const tested = await visitor.submit(`/webhooks/${id}/test`);
    expect(tested.text).to.include('Gửi thử').and.include('HTTP 302');
    await Webhook.updateOne({ _id: id }, { $set: { url: 'http://10.0.0.1/' } });
    await visitor.get(`/webhooks/${id}`);
    expect((await visitor.submit(`/webhooks/${id}/test`)).text).to.include('địa chỉ nội bộ');
    await Webhook.updateOne({ _id: id }, { $set: { url: receiver.url } });
    await Delivery.deleteMany({ status: 'waiting' });
  });

  it('stop when a receiver is gone, tell the administrators, and go on when one says so', async () => {
    world.letters.clear();
    receiver.answer = 410;
    const { code: lost } = await item(world);
    await deliver();
    await world.settled();
    const letter = world.letters.to(administrator.actor.email).at(-1)!;
    expect(letter.subject).to.include('127.0.0.1');
    expect((await Webhook.findById(id).lean())!.disabledAt).to.be.instanceOf(Date);
    receiver.received.length = 0;
    await item(world);
    await deliver();
    expect(receiver.received).to.have.length(0);
    receiver.answer = 200;
    const { visitor } = administrator;
    await visitor.get(`/webhooks/${id}`);
    await visitor.submit(`/webhooks/${id}/enabling`);
    const { code } = await item(world);
    await deliver();
    // What was given up when it had gone, and what is new.
    const told = receiver.received.map(({ body }) => body).join();
    expect(told).to.include(code).and.include(lost);
    expect(receiver.received).to.have.length(2);
    await visitor.get(`/webhooks/${id}`);
    const left = await visitor.submit(`/webhooks/${id}/removal`);
    expect(left.path).to.equal('/webhooks');
    expect((await visitor.get(`/webhooks/${id}`)).status).to.equal(404);
  });

  it('that hang, flood or speak something else are cut off and tried later, and hold up no other', async () => {
    const bad = ['hang', 'drip', 'flood', 'noise'] as const;
    const others = await Promise.all(bad.map(() => startReceiver()));
    const context = systemContext(world.app.site, 'test');
    try {
      receiver.answer = 204;
      receiver.received.length = 0;
      for (const [at, each] of others.entries()) each.answer = bad[at]!;
      const hooks = await Promise.all(
        [receiver, ...others].map(({ url }) =>
          createWebhook(administrator.context(), { url, events: ['feedback.submitted'] }),
        ),
      );
      const { code } = await item(world);
      await world.settled();
      let ended = false;
      const whole = deliverAll(context).then(() => {
        ended = true;
      });
      while (receiver.received.length === 0) await new Promise((soon) => setImmediate(soon));
      expect(ended, 'the good one is told while others hang').to.equal(false);
      expect(receiver.received[0]!.body).to.contain(code);
      await whole;
      const rows = await Delivery.find({ webhook: { $in: hooks.map(({ id }) => id) } }).lean();
      const endOf = (at: number) => rows.find(({ webhook }) => webhook === hooks[at]!.id)!;
      expect(endOf(0).status).to.equal('taken');
      expect(bad.map((_, at) => endOf(at + 1).tries[0]!.fault ?? endOf(at + 1).status)).to.deep.equal([
        'timeout',
        'timeout',
        'taken',
        'line',
      ]);
      expect(others[2]!.flooded, 'only the beginning is read').to.be.below(8 * 1024 * 1024);
    } finally {
      await Promise.all(others.map((each) => each.close()));
      await Webhook.deleteMany({});
      await Delivery.deleteMany({});
    }
  });

  it('give up by rule', () => {
    const pause = { pauseMs: PAUSES[0], ownPauseMs: PAUSES[0], disable: false };
    expect(afterFailure({ tries: 1, failures: 1, gone: false })).to.deep.equal(pause);
    // Others are taken: this message alone is given up.
    const last = afterFailure({ tries: PAUSES.length + 1, failures: 1, gone: false });
    expect(last).to.deep.equal({ pauseMs: PAUSES[0], disable: false });
    const down = PAUSES.length + 1;
    expect(afterFailure({ tries: 1, failures: down - 1, gone: false }).disable).to.equal(false);
    expect(afterFailure({ tries: 1, failures: down, gone: false }).disable).to.equal(true);
    expect(afterFailure({ tries: 1, failures: 1, gone: true }).disable).to.equal(true);
  });
});
