import { expect } from 'chai';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { complaintSigns } from '../../../server/feedback/screening/complaint-signs.ts';
import type { ContentLanguage } from '../../../server/platform/context.ts';
import { item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { type Person, person } from '../../support/people.ts';
import type { Seen } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';

const TEXT = 'Cây xà cừ trước cửa nhà tôi đã nghiêng sau trận mưa, rất nguy hiểm cho người đi đường.';

describe('signs of a complaint or a denunciation', () => {
  const FOUND: [ContentLanguage, string, string[]][] = [
    ['vi', 'Tôi không đồng ý với Quyết định số 123/QĐ-UBND.', ['complaint']],
    ['vi', 'De nghi xem lai quyet dinh 123/QD.', ['complaint']],
    ['vi', 'Cán bộ một cửa đòi tiền bồi dưỡng mới nhận hồ sơ.', ['denunciation']],
    ['vi', 'Cây to cao trước cửa nhà sắp đổ, đề nghị cắt tỉa.', []],
    ['vi', 'Thủ tục đăng ký khai sinh ai quyết định?', []],
    ['en', 'The clerk asked me for money to take my papers.', ['denunciation']],
    ['en', 'I want to appeal against the decision of 3 March.', ['complaint']],
    ['en', 'When will you decide on my permit?', []],
    ['ru', 'Сотрудник вымогал взятку за справку.', ['denunciation', 'denunciation']],
    ['ru', 'Прошу отменить решение № 12/QD.', ['complaint']],
  ];
  for (const [language, text, kinds] of FOUND)
    it(`are found in «${text}»`, () => {
      const signs = complaintSigns(text, language);
      expect(signs.map(({ kind }) => kind)).to.deep.equal(kinds);
      for (const { start, end, words } of signs) expect(text.slice(start, end)).to.equal(words);
    });
});

describe('the screening queue', () => {
  let world: World;
  let coordinator: Person;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  const codesIn = (seen: Seen, selector: string) =>
    seen
      .$(selector)
      .toArray()
      .map((each) => seen.$(each).text());

  before(async () => {
    world = await startWorld();
    coordinator = await person(world, 'coordinator');
    await person(world, 'head', { units: [UNIT] });
  });
  after(() => world.stop());
  afterEach(async () => {
    await Feedback.deleteMany({});
  });

  it('accepts and sends to the suggested office in one step, and shows the next item', async () => {
    const first = await item(world);
    const second = await item(world);
    const { visitor } = coordinator;
    const seen = await visitor.get('/triage');
    expect(seen.$('.triage-item h2 .code').text()).to.equal(first.code);
    expect(seen.$('#decision-unit option[selected]').attr('value')).to.equal(UNIT);
    const next = await visitor.submit(`/triage/${first.code}/decision`, { step: 'send' });
    expect(next.path).to.equal(`/triage/${second.code}?done=${first.code}`);
    expect(next.$('.triage-done').text()).to.contain(first.code);
    expect(next.$('.row.is-shown .code').text()).to.equal(second.code);
    expect(await stored(first.code)).to.include({ status: 'routed', unit: UNIT });
    const last = await visitor.submit(`/triage/${second.code}/decision`, { step: 'accept' });
    expect((await stored(second.code)).status).to.equal('accepted');
    expect(last.path).to.equal(`/triage?done=${second.code}`);
    const sent = await visitor.get(`/triage/${second.code}`);
    expect(sent.$('form[action$="/routing"]')).to.have.length(1);
  });

  it('changes nothing when the office is another one and no reason is given, and keeps what was typed', async () => {
    const { code } = await item(world);
    const { visitor } = coordinator;
    await visitor.get(`/triage/${code}`);
    const text = `${TEXT} Đã bỏ số điện thoại.`;
    const typed = { step: 'send', unit: OTHER_UNIT, text };
    const refused = await visitor.submit(`/triage/${code}/decision`, typed);
    expect(refused.status).to.equal(422);
    expect(refused.$('#decision-reason-error')).to.have.length(1);
    expect(refused.$('#decision-text').text()).to.equal(text);
    expect(refused.$('#decision-unit option[selected]').attr('value')).to.equal(OTHER_UNIT);
    expect((await stored(code)).status).to.equal('submitted');
    await visitor.submit(`/triage/${code}/decision`, { ...typed, reason: 'Cây trong công viên.' });
    const row = await stored(code);
    expect(row).to.include({ status: 'routed', unit: OTHER_UNIT });
    expect(row.publicText.text).to.equal(text);
  });

  it('changes procedure and ward in the same form, and suggests the office that follows from them', async () => {
    const { code } = await item(world);
    const { dueAt } = await stored(code);
    const { visitor } = coordinator;
    const seen = await visitor.get(`/triage/${code}`);
    const ward = seen.$('#decision-ward option').eq(1).attr('value')!;
    const other = seen
      .$('#decision-regulation option')
      .toArray()
      .map((option) => seen.$(option).attr('value')!)
      .find((slug) => slug && slug !== 'tree-felling-permit')!;
    const suggested = await visitor.submit(`/triage/${code}/decision`, {
      ...{ step: 'suggest', regulation: other, ward },
    });
    expect(suggested.status).to.equal(200);
    expect(suggested.$('#decision-regulation option[selected]').attr('value')).to.equal(other);
    const unit = suggested.$('#decision-unit option[selected]').attr('value');
    expect((await stored(code)).status).to.equal('submitted');
    await visitor.submit(`/triage/${code}/decision`, { step: unit ? 'send' : 'accept' });
    const row = await stored(code);
    expect(row).to.include({ regulation: other, ward });
    expect(row.dueAt.getTime()).to.be.at.most(dueAt.getTime());
    const wrong = await item(world);
    await visitor.get(`/triage/${wrong.code}`);
    const refused = await visitor.submit(`/triage/${wrong.code}/decision`, { regulation: 'no-such' });
    expect(refused.$('#decision-regulation-error')).to.have.length(1);
  });

  it('shows likely duplicates, those that are not public yet too', async () => {
    const one = await item(world, { input: { text: TEXT } });
    const again = await item(world, { input: { text: `${TEXT} Xin nhắc lại.` } });
    const seen = await coordinator.visitor.get(`/triage/${again.code}`);
    expect(codesIn(seen, '[aria-labelledby="duplicates-title"] .code')).to.include(one.code);
  });

  it('marks what may be a complaint, and words the refusal by the law in the sender’s language', async () => {
    const { code } = await item(world, { input: { text: `${TEXT} Cán bộ đòi tiền mới nhận hồ sơ.` } });
    const { visitor } = coordinator;
    const seen = await visitor.get(`/triage/${code}`);
    expect(seen.$('#sign-denunciation mark').text()).to.equal('đòi tiền');
    const way = await visitor.get(seen.$('#sign-denunciation a').first().attr('href')!);
    expect(way.$('#refusal-ground option[selected]').attr('value')).to.equal('complaint');
    expect(way.$('#refusal-guidance').text()).to.contain('Luật Tố cáo');
    await visitor.submit(`/triage/${code}/refusal`);
    expect(await stored(code)).to.include({ status: 'refused' });
  });

  it('tells what was typed when a colleague was faster', async () => {
    const { code } = await item(world);
    const { visitor } = coordinator;
    await visitor.get(`/triage/${code}`);
    const other = await person(world, 'coordinator');
    await other.visitor.get(`/triage/${code}`);
    await other.visitor.submit(`/triage/${code}/decision`, { step: 'send' });
    const late = await visitor.submit(`/triage/${code}/decision`, {
      step: 'send',
      text: `${TEXT} Bản của tôi.`,
    });
    expect(late.status).to.equal(409);
    expect(late.$('.triage-work').text()).to.contain('Bản của tôi.');
  });

  it('sends many at once after a preview, and leaves what must be looked at', async () => {
    const plain = await item(world);
    const private_ = await item(world, { input: { text: `${TEXT} Gọi 0912 345 678.` } });
    const points = ['Khi nào cắt cây?', 'Gọi tôi số 0987 654 321 được không?'];
    const inPoints = await item(world, { input: { points } });
    const accepted = await item(world, { status: 'accepted' });
    const { visitor } = coordinator;
    await visitor.get('/triage');
    const none = await visitor.submit('/bulk/selection');
    expect(none.status).to.equal(422);
    await visitor.get('/triage');
    const chosen = [plain.code, private_.code, inPoints.code, accepted.code];
    const preview = await visitor.submit('/bulk/selection', { chosen });
    expect(codesIn(preview, 'form[action="/bulk"] .code')).to.deep.equal([plain.code, accepted.code]);
    expect(codesIn(preview, '[aria-labelledby="left-title"] .code')).to.deep.equal([
      private_.code,
      inPoints.code,
    ]);
    const planned = await visitor.submit('/bulk');
    expect((await stored(plain.code)).status).to.equal('submitted');
    await world.advance({ minutes: 1 });
    expect((await visitor.get(planned.path)).$('.notice').text()).to.contain('2');
    for (const { code } of [plain, accepted])
      expect(await stored(code)).to.include({ status: 'routed', unit: UNIT });
    for (const { code } of [private_, inPoints]) expect((await stored(code)).status).to.equal('submitted');
  });
});
