import { expect } from 'chai';
import { io, type Socket } from 'socket.io-client';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const TAG = 'mùa mưa bão';

describe('tags, and who is at an item', function () {
  this.timeout(60_000);
  let world: World;
  let coordinator: Person;
  let official: Person;
  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
    official = await person(world, 'official', { units: [UNIT] });
  });
  after(() => world.stop());

  it('are kept by coordinators, filter lists and files, and reach neither senders nor readers', async () => {
    const { code, key } = await item(world, { status: 'assigned' });
    const other = await item(world, { status: 'assigned' });
    await coordinator.visitor.get('/tags');
    const added = await coordinator.visitor.submit('/tags', { name: TAG });
    expect(added.$('.row').text()).to.contain(TAG);
    const again = await coordinator.visitor.submit('form[action="/tags"]', { name: TAG.toUpperCase() });
    expect(again.status).to.equal(422);
    const desk = await official.visitor.get(`/feedback/${code}`);
    const id = desk.$('input[name=tags]').attr('value')!;
    await official.visitor.submit(`/feedback/${code}/tags`, { tags: id });
    expect((await Feedback.findOne({ code }).lean())!.tags).to.deep.equal([id]);
    const list = await coordinator.visitor.get(`/items?tag=${id}`);
    expect(list.$('.row-title .code').text()).to.equal(code);
    expect(list.text).to.not.contain(other.code);
    const file = await coordinator.visitor.get(`/items/list.csv?tag=${id}`);
    expect(file.html).to.contain(TAG);
    const sender = world.visitor();
    await sender.get('/track');
    const own = await sender.submit('form[action="/track"]', { code, key });
    for (const page of [own, await world.visitor().get(`/feedback/${code}`)])
      expect(page.text).to.not.contain(TAG);
    await coordinator.visitor.get('/tags');
    await coordinator.visitor.submit(`/tags/${id}/removal`);
    expect((await official.visitor.get(`/feedback/${code}`)).text).to.not.contain(TAG);
  });

  const deskOf = async ({ cookies, address }: Visitor): Promise<Socket> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const wishes = { transports: ['websocket'], forceNew: true, reconnection: false };
    const socket = io(`${address}/desk`, { ...wishes, extraHeaders: { cookie } });
    await new Promise<void>((resolve) => void socket.once('connect', () => resolve()));
    return socket;
  };

  it('tells desks who else has an item open and who writes, until they leave, and nobody else', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const elsewhere = await person(world, 'official', { units: [OTHER_UNIT] });
    const [one, other, outside] = await Promise.all(
      [coordinator, official, elsewhere].map(({ visitor }) => deskOf(visitor)),
    );
    const at = (socket: Socket, more = {}) => socket.emitWithAck('desk:at', { code, ...more });
    expect((await at(outside!)).ok).to.equal(false);
    const first = await at(one!);
    expect(first.people.map(({ by }: { by: string }) => by)).to.deep.equal([first.you]);
    const told = new Promise<{ people: { by: string; typing: boolean }[] }>((resolve) => {
      one!.on('desk:who', (now) => now.people.length === 2 && resolve(now));
    });
    const second = await at(other!, { typing: true });
    const { people } = await told;
    expect(people.find(({ by }) => by === second.you)?.typing).to.equal(true);
    const left = new Promise((resolve) => {
      one!.on('desk:who', (now) => now.people.length === 1 && resolve(now));
    });
    await at(other!, { away: true });
    await left;
    await at(other!);
    world.clock.moveBy(60_000);
    expect((await at(one!)).people).to.have.length(1);
    for (const socket of [one, other, outside]) socket!.close();
  });
});
