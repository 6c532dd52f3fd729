import { expect } from 'chai';
import {
  acceptFeedback,
  editPublicText,
  listFeedback,
  withdrawFeedback,
} from '../../../server/feedback/index.ts';
import { buildSearch, rebuildSearch } from '../../../server/feedback/search/build.ts';
import { itemIndex } from '../../../server/feedback/search/item-index.ts';
import { item } from '../../support/factories.ts';
import { colleague, senderContext } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

describe('the index of items', () => {
  let world: World;

  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  const found = async (q: string) =>
    (await listFeedback(senderContext(world), { q })).items.map(({ code }) => code);

  it('follows what becomes public, and what no longer is', async () => {
    const coordinator = await colleague(world, 'coordinator');
    const words = { subject: 'Ống nước vỡ', text: 'Ống nước trước nhà ông Xyzzy bị vỡ từ hôm qua.' };
    const { code } = await item(world, { status: 'submitted', input: words });
    await world.settled();
    expect(await found('ống nước')).to.deep.equal([]);
    const context = coordinator.context();
    await acceptFeedback(context, code);
    await world.settled();
    expect(await found('xyzzy')).to.deep.equal([code]);
    await editPublicText(context, code, { ...words, text: 'Ống nước trước nhà bị vỡ từ hôm qua.' });
    await world.settled();
    expect(await found('xyzzy')).to.deep.equal([]);
    expect(await found('ong nuoc')).to.deep.equal([code]);
  });

  it('is made for a store that has none, bit by bit', async () => {
    const codes: string[] = [];
    for (const subject of ['Đèn đường tắt', 'Đèn đường vỡ'])
      codes.push((await item(world, { status: 'accepted', input: { subject } })).code);
    await world.settled();
    await itemIndex().empty();
    expect(await found('den duong')).to.deep.equal([]);
    expect(await buildSearch(() => true)).to.equal(false);
    expect(await buildSearch()).to.equal(true);
    expect(await found('den duong')).to.have.members(codes);
    await rebuildSearch();
    expect(await found('den duong')).to.have.members(codes);
  });

  it('says when there is nothing to look for', async () => {
    for (const q of ['a', 'và của', 'the of']) {
      const { items, tooCommon } = await listFeedback(senderContext(world), { q });
      expect(items).to.deep.equal([]);
      expect(tooCommon).to.equal(true);
    }
    const page = await world.visitor().get('/feedback?q=the');
    expect(page.text).to.contain('quá ngắn');
  });

  it('shows where it was found, and how many', async () => {
    const page = await world.visitor().get(`/feedback?q=${encodeURIComponent('ống nước')}`);
    expect(page.$('.row mark').first().text()).to.equal('Ống');
    expect(page.text).to.contain('Tìm thấy 1 phản ánh');
  });

  it('finds nothing of what its sender has withdrawn', async () => {
    const words = {
      subject: 'Cây xanh che biển báo',
      text: 'Cây xanh che mất biển báo giao thông ở ngã tư.',
    };
    const made = await item(world, { status: 'accepted', input: words });
    await world.settled();
    expect(await found('biển báo')).to.deep.equal([made.code]);
    await withdrawFeedback(senderContext(world, made.code), made.code);
    await world.settled();
    expect(await found('biển báo')).to.deep.equal([]);
  });
});
