import { expect } from 'chai';
import { acceptFeedback } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Following } from '../../server/following/model.ts';
import { subjectOf } from '../../server/following/rules.ts';
import { Outbox } from '../../server/platform/mail/outbox.ts';
import { castOf, item, REGULATION, UNIT } from '../support/factories.ts';
import { startWorld, type World } from '../support/world.ts';

describe('following', () => {
  let world: World;
  const linkIn = (text: string, part: RegExp) => new URL(part.exec(text)![0]).pathname;
  const CONFIRM = /https?:\S+\/confirmation/;
  const LIST = /https?:\S+\/following\/list\/[\w-]+/;

  const ask = async (target: string, email: string) => {
    const visitor = world.visitor();
    await visitor.get(`/follow?${target}`);
    const seen = await visitor.submit('/follow', { email });
    expect(seen.path).to.equal('/follow/sent');
    await world.settled();
    return visitor;
  };
  const follow = async (target: string, email: string) => {
    const visitor = await ask(target, email);
    const path = linkIn(world.letters.to(email).at(-1)!.text, CONFIRM);
    await visitor.get(path);
    expect((await Following.findOne({ to: email }).sort({ _id: -1 }))!.status).to.equal('asked');
    const done = await visitor.submit(path, {});
    expect(done.status).to.equal(200);
    return visitor;
  };
  const accept = async (code: string) => {
    const { coordinator } = await castOf(world);
    const { publicText } = (await Feedback.findOne({ code }).lean())!;
    await acceptFeedback(coordinator.context(), code, publicText);
    await world.settled();
  };

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('names the same target in one way', () => {
    expect(subjectOf({ unit: UNIT })).to.deep.equal({ what: 'unit', subject: UNIT });
    expect(subjectOf({ unit: UNIT, q: 'cây đổ' })!.what).to.equal('search');
    expect(subjectOf({})).to.equal(undefined);
  });

  it('tells of an item at once, and of public words alone', async () => {
    const { code } = await item(world, { input: { subject: 'Nỗi niềm của tôi' } });
    await follow(`item=${code}`, 'one@kin.example');
    await accept(code);
    const letter = world.letters.to('one@kin.example').at(-1)!;
    expect(letter.subject).to.contain(code);
    expect(letter.headers).to.match(/List-Unsubscribe: <http\S+\/following\/\S+\/stop>/);
    expect(letter.headers).to.contain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    const declined = await item(world, { input: { subject: 'Chỉ riêng tôi biết', publishText: false } });
    await follow(`item=${declined.code}`, 'two@kin.example');
    await accept(declined.code);
    const quiet = world.letters.to('two@kin.example').at(-1)!;
    expect(quiet.subject).to.contain(declined.code);
    expect(quiet.text).to.not.contain('Chỉ riêng');
  });

  it('is ended by one press of a mail program, without cookie and token', async () => {
    const { code } = await item(world);
    await follow(`item=${code}`, 'three@kin.example');
    await accept(code);
    const letter = world.letters.to('three@kin.example').at(-1)!;
    const stop = /List-Unsubscribe: <([^>]+)>/.exec(letter.headers)![1]!;
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    for (const body of [new URLSearchParams('List-Unsubscribe=One-Click'), form]) {
      const reply = await fetch(`${world.address}${new URL(stop).pathname}`, { method: 'POST', body });
      expect(reply.status).to.equal(200);
    }
    expect(await Following.countDocuments({ to: 'three@kin.example' })).to.equal(0);
    const seen = await world.visitor().get(new URL(stop).pathname);
    expect(seen.text).to.contain('Đã ngừng');
  });

  it('never says whether an address follows something, to others than its mailbox', async () => {
    const { code } = await item(world);
    await follow(`item=${code}`, 'four@kin.example');
    await ask(`item=${code}`, 'four@kin.example');
    const letters = world.letters.to('four@kin.example');
    expect(letters).to.have.length(2);
    expect(letters[1]!.text).to.contain('đang theo dõi');
    const list = await world.visitor().get(linkIn(letters[1]!.text, LIST));
    expect(list.text).to.contain(code);
    const unknown = await world.visitor().get(`/following/list/${'x'.repeat(43)}`);
    expect(unknown.status).to.equal(200);
    expect(unknown.text).to.not.contain(code);
  });

  it('puts nothing that was typed in into the letter that confirms', async () => {
    await ask('q=mua+ngay+spam.example', 'five@kin.example');
    const letter = world.letters.to('five@kin.example')[0]!;
    expect(letter.text + letter.html).to.not.contain('spam');
  });

  it('writes once a day about procedures, offices and searches', async () => {
    const email = 'six@kin.example';
    await follow(`regulation=${REGULATION}`, email);
    await follow('q=bằng+lăng', email);
    world.letters.clear();
    const { code } = await item(world, {
      input: { subject: 'Hàng bằng lăng bị đốn', text: 'Hàng bằng lăng trước trường học bị đốn hạ hôm qua.' },
    });
    await accept(code);
    await world.advance({ days: 1 });
    const [letter, ...others] = world.letters.to(email);
    expect(others).to.have.length(0);
    expect(letter!.text.match(/Hàng bằng lăng bị đốn/g)).to.have.length(2);
    await world.advance({ hours: 2 });
    await world.advance({ days: 1 });
    expect(world.letters.to(email)).to.have.length(1);
    const visitor = world.visitor();
    const path = linkIn(letter!.text, LIST);
    await visitor.get(`${path}/stop`);
    await visitor.submit(`${path}/stop`, {});
    expect(await Following.countDocuments({ to: email })).to.equal(0);
  });

  it('ends what a mailbox follows that takes no letter', async () => {
    const email = 'gone@kin.example';
    await follow(`unit=${UNIT}`, email);
    await Outbox.updateOne(
      { to: email },
      { $set: { status: 'failed', refused: 'new', letter: 'following/letters/digest' } },
    );
    await world.advance({ hours: 2 });
    expect(await Following.countDocuments({ to: email })).to.equal(0);
    expect(await Outbox.countDocuments({ to: email, refused: 'new' })).to.equal(0);
  });

  it('forgets an address that was never confirmed', async () => {
    await ask(`unit=${UNIT}`, 'seven@kin.example');
    await world.advance({ days: 8 });
    expect(await Following.countDocuments({ to: 'seven@kin.example' })).to.equal(0);
    expect(await Outbox.countDocuments({ to: 'seven@kin.example' })).to.equal(1);
  });

  it('offers Atom feeds of public words', async () => {
    const { code } = await item(world, { status: 'accepted' });
    for (const path of [
      '/feedback/feed.atom',
      `/feedback/feed.atom?regulation=${REGULATION}`,
      `/feedback/${code}/feed.atom`,
    ]) {
      const reply = await fetch(`${world.address}${path}`);
      expect(reply.headers.get('content-type')).to.contain('application/atom+xml');
      expect(await reply.text()).to.contain(code);
    }
  });
});
