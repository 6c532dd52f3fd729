import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { sameDocument } from '../../../server/feedback/item/rules/papers.ts';
import { demandsToAnswer } from '../../../server/feedback/papers/queries.ts';
import { publicItemRecords } from '../../../server/feedback/read/public-record.ts';
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
    expect((await visitor.get('/inbox')).$('#group-papers').closest('section').text()).to.include(BEYOND);
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

  it('open once somebody has looked at them, and a coordinator takes one off', async () => {
    const PHONE = 'Giấy cam kết, gọi 0912345678';
    const one = await item(world, { status: 'assigned', input: { papers: [BEYOND] } });
    const headers = { 'receipt-key': one.key };
    await api(world)('post', `/feedback/${one.code}/papers`, { body: { papers: [PHONE] }, headers });
    const { inUnit, coordinator } = await castOf(world);
    const head = await inUnit('head', UNIT);
    const page = `/feedback/${one.code}`;
    const isPublic = async () => (await world.visitor().get(page)).text.includes(PHONE);
    const record = async () => JSON.stringify((await publicItemRecords([one.code])).get(one.code));
    expect(await isPublic(), 'nobody has looked').to.equal(false);
    expect(await record())
      .to.include(BEYOND)
      .and.not.include(PHONE)
      .and.not.include('outside');
    const visitor = world.visitor();
    await signIn(visitor, head);
    expect((await visitor.get(page)).text).to.include(PHONE);
    await visitor.submit(`form[action="${page}/papers/2/publication"]`, {});
    expect(await isPublic(), 'released').to.equal(true);
    expect(await record()).to.include(PHONE);
    const desk = world.visitor();
    await signIn(desk, coordinator);
    await desk.get(page);
    const bare = await desk.submit(`form[action="${page}/papers/2/hiding"]`, { reason: '' });
    expect(bare.status).to.equal(422);
    await desk.submit(`form[action="${page}/papers/2/hiding"]`, { reason: 'Có số điện thoại.' });
    expect(await isPublic(), 'taken off').to.equal(false);
    const release = `form[action="${page}/papers/2/publication"]`;
    expect((await visitor.get(page)).$(release), 'not for the head').to.have.length(0);
    expect((await desk.get(page)).$(release)).to.have.length(1);
  });

  it('are marked at screening where they hold personal data', async () => {
    const one = await item(world, {
      status: 'submitted',
      input: { papers: ['Căn cước của ông Trần Văn Nam 0912345678'] },
    });
    const { coordinator } = await castOf(world);
    const visitor = world.visitor();
    await signIn(visitor, coordinator);
    const seen = await visitor.get(`/triage/${one.code}`);
    expect(seen.$('#triage-work').text()).to.include('0912345678');
    const form = `form[action="/feedback/${one.code}/acceptance"]`;
    await visitor.get(`/feedback/${one.code}`);
    expect((await visitor.submit(form, {})).status, 'not looked at').to.equal(422);
  });

  it('wait in the inbox of the head where an answer is possible, of shielded items too', async () => {
    const { inUnit } = await castOf(world);
    const head = await inUnit('head', UNIT);
    const [merged, shielded] = [
      await item(world, { status: 'assigned', input: { papers: [BEYOND] } }),
      await item(world, { status: 'assigned', input: { papers: [BEYOND] } }),
    ];
    await Feedback.updateOne({ code: merged.code }, { $set: { status: 'merged' } });
    const shield = { unit: 'hanoi-department-of-health', by: 'coordinator', at: world.clock.now() };
    await Feedback.updateOne({ code: shielded.code }, { $set: { shield } });
    const rows = await demandsToAnswer(head.actor, [UNIT]);
    const codes = rows.map(({ code }) => code);
    expect(codes).to.include(shielded.code).and.not.include(merged.code);
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
