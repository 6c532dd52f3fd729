import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { contactState, masked } from '../../../server/feedback/item/rules/contact.ts';
import { Outbox } from '../../../server/platform/mail/outbox.ts';
import { item } from '../../support/factories.ts';
import { person } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('where a sender is told', () => {
  let world: World;
  const stateOf = async (code: string) => {
    const { sender, contact } = (await Feedback.findOne({ code }).lean())!;
    return contactState(sender.email, contact);
  };
  const opened = async ({ code, key }: { code: string; key: string }) => {
    const visitor = world.visitor();
    await visitor.get('/track');
    await visitor.submit('/track', { code, key });
    return visitor;
  };
  const CONFIRM = /\/feedback\/[\w-]+\/address\/[\w-]+/;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('is shown by its first letter and its domain alone', () => {
    expect(masked('lan@kin.example')).to.equal('l…@kin.example');
  });

  it('is confirmed by a button behind the link of the first letter', async () => {
    const { code } = await item(world, { input: { email: 'right@kin.example' } });
    await world.settled();
    const path = CONFIRM.exec(world.letters.to('right@kin.example')[0]!.text)![0];
    const visitor = world.visitor();
    await visitor.get(path);
    expect(await stateOf(code)).to.equal('unconfirmed');
    const seen = await visitor.submit(path, {});
    expect(await stateOf(code)).to.equal('confirmed');
    expect(seen.text).to.contain('r…@kin.example (đã xác nhận)');
    const { visitor: coordinator } = await person(world, 'coordinator');
    expect((await coordinator.get(`/triage/${code}`)).$('.sender').text()).to.contain('đã xác nhận');
  });

  it('is changed by key; the link of the address before opens nothing more', async () => {
    const made = await item(world, { input: { email: 'wrong@kin.example' } });
    await world.settled();
    const old = CONFIRM.exec(world.letters.to('wrong@kin.example')[0]!.text)![0];
    const visitor = await opened(made);
    const refused = await visitor.submit(`/feedback/${made.code}/contact`, { email: 'no address' });
    expect(refused.status).to.equal(422);
    expect(refused.$('#email').attr('value')).to.equal('no address');
    await visitor.submit(`/feedback/${made.code}/contact`, { email: 'better@kin.example' });
    await world.settled();
    expect(await stateOf(made.code)).to.equal('unconfirmed');
    expect((await world.visitor().get(old)).status).to.equal(404);
    const letter = world.letters.to('better@kin.example')[0]!;
    expect(letter.text).to.match(CONFIRM);
    const stranger = world.visitor();
    await stranger.get('/track');
    const { status } = await stranger.post(`/feedback/${made.code}/contact`, { email: 'x@kin.example' });
    expect(status).to.equal(403);
  });

  it('is known to be wrong once a letter was refused, to sender and coordinator', async () => {
    const made = await item(world, { input: { email: 'gone@kin.example' } });
    await world.settled();
    await Outbox.updateOne({ to: 'gone@kin.example' }, { $set: { status: 'failed', refused: 'new' } });
    await world.advance({ minutes: 2 });
    expect(await stateOf(made.code)).to.equal('undelivered');
    const seen = await (await opened(made)).get(`/feedback/${made.code}`);
    expect(seen.$('#contact [role=alert]').text()).to.contain('không tới nơi');
    const { visitor } = await person(world, 'coordinator');
    const row = (await visitor.get('/triage')).$(`.triage-row:contains(${made.code})`);
    expect(row.text()).to.contain('thư không tới');
  });

  it('gets links to all that it has sent when the key is lost, and others hear nothing', async () => {
    const email = 'many@kin.example';
    const codes = [await item(world, { input: { email } }), await item(world, { input: { email } })];
    const ask = async (to: string) => {
      const visitor = world.visitor();
      await visitor.get('/track/lost');
      const seen = await visitor.submit('/track/lost', { email: to });
      await world.settled();
      return seen.text;
    };
    await world.settled();
    world.letters.clear();
    const known = await ask(email);
    expect(await ask('unknown@kin.example')).to.equal(known);
    expect(world.letters.to('unknown@kin.example')).to.have.length(0);
    const [letter] = world.letters.to(email);
    for (const { code } of codes) expect(letter!.text).to.contain(`/feedback/${code}/open/`);
    const open = /\/feedback\/[\w-]+\/open\/[\w-]+/.exec(letter!.text)![0];
    expect((await world.visitor().get(open)).$('#contact')).to.have.length(1);
  });
});
