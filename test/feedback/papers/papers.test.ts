import { expect } from 'chai';
import { sameDocument } from '../../../server/feedback/item/rules/papers.ts';
import { castOf, item, REGULATION, UNIT } from '../../support/factories.ts';
import { api, signIn, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';

const BEYOND = 'Sổ hộ khẩu photo công chứng';
const LISTED = 'so do vi tri cay';

describe('documents that were demanded', function () {
  this.timeout(30_000);
  let world: World;
  before(async () => {
    world = await startWorld();
  });
  after(() => world.stop());

  it('are the same under names that share most words, with marks or without', () => {
    expect(sameDocument('Giấy chứng sinh', 'giay chung sinh (ban chinh)')).to.equal(true);
    expect(sameDocument('Giấy chứng sinh', 'Giấy khai sinh')).to.equal(false);
    expect(sameDocument('Giấy', '')).to.equal(false);
  });

  it('are named with the submission and later by key, compared with the list, and public once accepted', async () => {
    const one = await item(world, { status: 'assigned', input: { papers: [BEYOND] } });
    const call = api(world);
    const path = `/feedback/${one.code}`;
    const headers = { 'receipt-key': one.key };
    expect((await call('post', `${path}/papers`, { body: { papers: [LISTED] } })).status).to.equal(403);
    const named = await call('post', `${path}/papers`, { body: { papers: [LISTED, BEYOND] }, headers });
    expect(named.body.own.papers.map(({ outside }: { outside: boolean }) => outside)).to.deep.equal([
      true,
      false,
    ]);
    const many = Array.from({ length: 9 }, (_, n) => `Giấy số ${n}`);
    expect((await call('post', `${path}/papers`, { body: { papers: many }, headers })).status).to.equal(409);
    const seen = await world.visitor().get(path);
    expect(seen.$('#papers').text()).to.include(BEYOND).and.include('Ngoài danh mục công bố');
    const declined = await item(world, {
      status: 'accepted',
      input: { papers: [BEYOND], publishText: false },
    });
    expect((await world.visitor().get(`/feedback/${declined.code}`)).text).to.not.include(BEYOND);
  });

  it('are answered by the head: a basis, or that the office stops; counted on the pages of both', async () => {
    const one = await item(world, { status: 'assigned', input: { papers: [BEYOND, 'Ảnh thẻ 3x4 của bố'] } });
    const { inUnit } = await castOf(world);
    const [head, official] = [await inUnit('head', UNIT), await inUnit('official', UNIT)];
    const post = async (by: typeof head, n: number, body: object) =>
      (await api(world, await tokenFor(world, by))('post', `/feedback/${one.code}/papers/${n}`, { body }))
        .status;
    expect(await post(official, 1, { how: 'stops' })).to.equal(403);
    expect(await post(head, 1, { how: 'basis', number: '20/2008/NĐ-CP' })).to.equal(422);
    const visitor = world.visitor();
    await signIn(visitor, head);
    expect((await visitor.get('/inbox')).$('#group-papers').parent().text()).to.include(BEYOND);
    await visitor.get(`/feedback/${one.code}/papers`);
    const wrong = await visitor.submit(`form[action="/feedback/${one.code}/papers/1"]`, {
      how: 'basis',
      number: '20/2008/NĐ-CP',
    });
    expect([wrong.status, wrong.$('#number-1').attr('value')]).to.deep.equal([422, '20/2008/NĐ-CP']);
    await visitor.submit(`form[action="/feedback/${one.code}/papers/1"]`, {
      how: 'basis',
      number: '20/2008/NĐ-CP',
      article: 'Điều 5',
    });
    expect(await post(head, 2, { how: 'stops' })).to.equal(200);
    expect(await post(head, 2, { how: 'basis', number: '1', article: '2' }), 'settled').to.equal(409);
    await world.settled();
    const seen = await world.visitor().get(`/feedback/${one.code}`);
    expect(seen.$('#papers').text()).to.include('Điều 5').and.include('thôi yêu cầu');
    for (const page of [`/units/${UNIT}`, `/regulations/${REGULATION}`]) {
      const part = (await world.visitor().get(page)).$('#papers-part').parent().text();
      expect(part, page)
        .to.match(/Trong đó đã nêu căn cứ\s*1/)
        .and.match(/Trong đó đã thôi yêu cầu\s*1/);
    }
    expect((await world.visitor().get(`/ledger/${REGULATION}`)).text).to.include('Giấy tờ ngoài danh mục');
    expect(world.letters.to('lan@kin.example').at(-1)!.text).to.include('thôi yêu cầu');
  });

  it('are typed in the form, kept on the way, and shown before sending', async () => {
    const visitor = world.visitor();
    const form = await visitor.get(`/feedback/new?regulation=${REGULATION}`);
    expect(form.$('details ul').text()).to.include('Sơ đồ vị trí cây xanh');
    const shown = await visitor.submit('#feedback-form', {
      kind: 'feedback',
      subject: 'Cây lớn trước nhà sắp đổ',
      text: 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa.',
      papers: BEYOND,
      name: 'Nguyễn Thị Lan',
      email: 'lan@kin.example',
      step: 'preview',
    });
    expect(shown.text).to.include(BEYOND);
    expect(shown.$('textarea[name=papers]').text()).to.equal(BEYOND);
  });
});
