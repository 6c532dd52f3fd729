import { expect } from 'chai';
import {
  approveAnswer,
  checkAnswer,
  interimAnswer,
  requestInfo,
  saveAnswer,
  submitAnswer,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { type Colleague, signIn } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';
import { FIELDS, POINTS, VAGUE } from './fixtures.ts';

describe('the answer on the desk', function () {
  this.timeout(30_000);
  let world: World;
  let official: Colleague;
  let head: Colleague;

  before(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
  });
  after(() => world.stop());

  const assigned = async (input: object = {}) =>
    (await item(world, { status: 'assigned', input: { points: POINTS, ...input } })).code;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  const whole = { outcome: 'accepted' as const, text: '', fields: { legalBasis: [], ...FIELDS } };
  const desk = async (one: Colleague, code: string): Promise<Visitor> => {
    const visitor = world.visitor();
    await signIn(visitor, one);
    await visitor.get(`/feedback/${code}`);
    return visitor;
  };

  describe('when a colleague has saved meanwhile', () => {
    it('shows both versions part by part, and takes the one that is chosen', async () => {
      const code = await assigned();
      const visitor = await desk(official, code);
      const { version } = await stored(code);
      await saveAnswer(head.context(), code, { ...whole, version });
      const mine = 'Sở cắt tỉa cây vào ngày 20/3/2026.';
      const form = `form[action="/feedback/${code}/answer"]`;
      const typed = {
        outcome: 'partly',
        'point-1-outcome': 'accepted',
        'point-1-text': mine,
        grounds: 'Cây còn khỏe.',
      };
      const page = await visitor.submit(form, { ...typed, step: 'save' });
      expect(page.status).to.equal(409);
      const both = page.$('.answer-conflict');
      expect(both.find('h3').text()).to.contain(head.actor.name);
      expect(both.text())
        .to.contain(mine)
        .and.to.contain(FIELDS.points[0]!.text)
        .and.to.contain('Cây còn khỏe.');
      const parts = both
        .find('input[name=take]')
        .toArray()
        .map((box) => page.$(box).attr('value'));
      expect(parts).to.include.members(['outcome', 'point-1', 'point-2', 'action-1', 'grounds', 'contact']);
      expect(page.$('#answer-point-1-text').text()).to.equal(mine);
      await visitor.submit(form, { step: 'save', take: ['outcome', 'point-2', 'action-1', 'contact'] });
      const { answer } = await stored(code);
      expect(answer!.outcome).to.equal('accepted');
      expect(answer!.fields!.points.map(({ text }) => text)).to.deep.equal([mine, FIELDS.points[1]!.text]);
      expect(answer!.fields!.actions).to.deep.equal(FIELDS.actions);
      expect(answer!.fields!.contact).to.deep.equal(FIELDS.contact);
      expect(answer!.fields!.grounds).to.equal('Cây còn khỏe.');
    });

    it('does not take other news for another version', async () => {
      const code = await assigned();
      await saveAnswer(official.context(), code, { ...whole, version: (await stored(code)).version });
      const visitor = await desk(official, code);
      await requestInfo(head.context(), code, 'Cây nằm ở số nhà bao nhiêu?').catch(() => {});
      await Feedback.updateOne({ code }, { $inc: { version: 1 } });
      const page = await visitor.submit(`form[action="/feedback/${code}/answer"]`, {
        grounds: 'Mới.',
        step: 'save',
      });
      expect(page.status).to.equal(409);
      expect(page.$('.answer-conflict')).to.have.lengthOf(0);
    });
  });

  it('keeps what is typed when a file is added', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    const { $ } = visitor.last!;
    const typed = Object.fromEntries(
      $('form#answer-form')
        .serializeArray()
        .map(({ name, value }) => [name, value]),
    );
    delete typed['_csrf'];
    const page = await visitor.upload(
      `/feedback/${code}/evidence`,
      { ...typed, 'point-1-text': FIELDS.points[0]!.text, grounds: 'Cây còn khỏe.', description: 'Ảnh cây' },
      { field: 'file', name: 'anh.txt', bytes: new TextEncoder().encode('Ảnh chụp cây xà cừ.') },
    );
    expect(page.status).to.equal(200);
    expect(page.$('#answer-point-1-text').text()).to.equal(FIELDS.points[0]!.text);
    expect(page.$('#answer-grounds').text()).to.equal('Cây còn khỏe.');
    expect(page.$('input[name=version]').first().attr('value')).to.equal(
      String((await stored(code)).version),
    );
    const none = await visitor.upload(
      `/feedback/${code}/evidence`,
      {
        ...typed,
        version: String((await stored(code)).version),
        grounds: 'Cây còn khỏe.',
        description: 'Ảnh',
      },
      { field: 'file', name: 'leer.txt', bytes: new Uint8Array() },
    );
    expect(none.status).to.equal(422);
    expect(none.$('#answer-grounds').text()).to.equal('Cây còn khỏe.');
    expect(none.$('#evidence-description').val()).to.equal('Ảnh');
  });

  it('shows what was saved as its reader will see it, and nothing before', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    expect((await visitor.get(`/feedback/${code}`)).$('.as-read')).to.have.lengthOf(0);
    const saved = 'Sở cắt tỉa cây trước số nhà 12 ngày 12/3/2026.';
    const page = await visitor.submit(`form[action="/feedback/${code}/answer"]`, {
      outcome: 'accepted',
      'point-1-text': saved,
      step: 'save',
    });
    const read = page.$('.as-read');
    expect(read.find('.answered-point .words').first().text().trim()).to.equal(saved);
    expect(read.text()).to.contain('Tiếp thu').and.to.contain('Nội dung này chưa có trả lời');
  });

  it('shows the letter that would go, with links that open nothing, and says where none goes', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    expect((await visitor.get(`/feedback/${code}`)).$('[data-part=letter]')).to.have.lengthOf(0);
    const saved = 'Sở cắt tỉa cây trước số nhà 12 ngày 12/3/2026.';
    const form = `form[action="/feedback/${code}/answer"]`;
    const filled = { outcome: 'accepted', 'point-1-text': saved, step: 'save' };
    const shown = (await visitor.submit(form, filled)).$('[data-part=letter]');
    const { sender } = await stored(code);
    expect(shown.text()).to.contain(code).and.to.contain(saved).and.to.contain(sender.name);
    expect(shown.text()).to.contain(`/feedback/${code}/open/•••`);
    expect(shown.text()).not.to.contain(world.app.site.tokens.derived('receipt', code));
    await Feedback.updateOne({ code }, { $unset: { 'sender.email': 1 } });
    const none = (await visitor.get(`/feedback/${code}`)).$('[data-part=letter]');
    expect(none.text()).to.contain('không có thư nào được gửi').and.not.to.contain(saved);
  });

  it('shows one row for actions, and one more when asked for, with what is typed and nothing saved', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    expect(visitor.last!.$('fieldset.action')).to.have.lengthOf(1);
    const form = `form[action="/feedback/${code}/answer"]`;
    const page = await visitor.submit(form, {
      ...{ 'action-1-text': 'Cắt tỉa cây', 'point-1-text': 'Có.', reason: 'Gấp.', step: 'add' },
    });
    expect(page.status).to.equal(200);
    expect(page.$('fieldset.action')).to.have.lengthOf(2);
    expect(page.$('#answer-action-1-text').val()).to.equal('Cắt tỉa cây');
    expect(page.$('#answer-point-1-text').text()).to.equal('Có.');
    expect(page.$('#answer-reason').text()).to.equal('Gấp.');
    expect((await stored(code)).answer).to.equal(null);
  });

  it('tells of what a colleague has saved meanwhile, also after a form that came back for another reason', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    await saveAnswer(head.context(), code, { ...whole, version: (await stored(code)).version });
    const form = `form[action="/feedback/${code}/answer"]`;
    const wrong = await visitor.submit(form, { 'action-1-on': 'một ngày nào đó', step: 'save' });
    expect(wrong.status).to.equal(422);
    const conflict = await visitor.submit(form, { 'action-1-on': '', outcome: 'refused', step: 'save' });
    expect(conflict.status).to.equal(409);
    const more = await (await desk(official, code)).submit(form, { step: 'add' });
    expect(more.status, 'one more row of the version that is shown').to.equal(200);
  });

  it('adds no row to a form that a colleague has overtaken', async () => {
    const code = await assigned();
    const visitor = await desk(official, code);
    await saveAnswer(head.context(), code, { ...whole, version: (await stored(code)).version });
    const page = await visitor.submit(`form[action="/feedback/${code}/answer"]`, {
      ...{ outcome: 'refused', 'point-1-text': 'Không.', step: 'add' },
    });
    expect(page.status).to.equal(409);
  });

  it('opens the next point that is not done, and the form of the menu that the address names', async () => {
    const code = await assigned();
    const { points } = FIELDS;
    await saveAnswer(official.context(), code, {
      ...{ ...whole, fields: { ...whole.fields, points: points.slice(0, 1) } },
      version: (await stored(code)).version,
    });
    const visitor = await desk(official, code);
    const { $ } = await visitor.get(`/feedback/${code}?panel=interim-answer`);
    expect($('details[data-point=1]').attr('data-state')).to.equal('done');
    expect($('details[data-point=1]').attr('open')).to.equal(undefined);
    expect($('details[data-point=2]').attr('open')).to.not.equal(undefined);
    expect($('details.desk-actions[open] details[open]').find('form').attr('action')).to.equal(
      `/feedback/${code}/interim-answer`,
    );
  });

  it('reads the fields of the points when a correction is checked', async () => {
    const code = await assigned();
    await submitAnswer(official.context(), code, { ...whole, reason: 'Việc đơn giản.' });
    await approveAnswer(head.context(), code);
    const visitor = await desk(head, code);
    const form = `form[action="/feedback/${code}/answer-correction"]`;
    const changed = FIELDS.points[0]!.text.replace('12/3', '13/3');
    const page = await visitor.submit(form, { 'point-1-text': changed, step: 'check' });
    expect(page.$('.findings').first().text()).to.match(/(9\d|8\d|7\d)\/100|Rõ/);
    expect(page.$('.findings').text()).to.not.contain('nội dung 1, 2');
    expect(page.$('#answer-correction-point-1-text').text()).to.equal(changed);
  });

  describe('and its language', () => {
    const VIETNAMESE = {
      ...whole,
      fields: { ...whole.fields, legalBasis: [] },
    };
    const russian = {
      language: 'ru' as const,
      text: 'Дерево у дома наклонилось. Когда его обрежут? Проверят ли другие деревья на улице?',
      points: ['Когда обрежут дерево?', 'Проверят ли другие деревья?'],
    };

    it('says which is expected, and does not score an answer in another one', async () => {
      const code = await assigned(russian);
      const visitor = await desk(official, code);
      expect(visitor.last!.$('#answer-title').parent().text()).to.contain('bằng tiếng Nga');
      const report = await checkAnswer(official.context(), code, VIETNAMESE);
      expect(report).to.include({ verdict: 'unjudged', standing: 'unjudged', gate: 'reason' });
      expect(report).to.not.have.property('score');
      expect(report.points).to.deep.equal([]);
      expect(report.findings.map(({ check }) => check)).to.deep.equal(['other-language']);
      expect(report.findings[0]!.hint).to.contain('tiếng Nga').and.to.contain('tiếng Việt');
    });

    it('shows in public as answered what the head calls answered, and counts nothing else', async () => {
      const code = await assigned(russian);
      await submitAnswer(official.context(), code, {
        ...VIETNAMESE,
        reason: 'Người gửi đọc được tiếng Việt.',
      });
      const visitor = await desk(head, code);
      await visitor.submit(`/feedback/${code}/answer-approval`, { confirmed: ['1', '2'] });
      expect((await stored(code)).answer!.confirmed).to.deep.equal([1, 2]);
      const page = await world.visitor().get(`/feedback/${code}`);
      expect(page.text).to.match(/Đã trả lời 2\/2/);
      expect(page.$('.answered-point .is-due')).to.have.lengthOf(0);
      const other = await assigned(russian);
      await submitAnswer(official.context(), other, {
        ...VIETNAMESE,
        reason: 'Người gửi đọc được tiếng Việt.',
      });
      await approveAnswer(head.context(), other);
      expect((await world.visitor().get(`/feedback/${other}`)).text).to.not.contain('Chưa được trả lời');
    });
  });

  describe('verdict and gate', () => {
    it('never say the opposite of each other', async () => {
      const code = await assigned();
      const { contact: _contact, ...fields } = whole.fields;
      const noContact = await checkAnswer(official.context(), code, { ...whole, fields });
      expect(noContact).to.include({ verdict: 'clear', gate: 'override', standing: 'incomplete' });
      const visitor = await desk(official, code);
      const page = await visitor.submit(`form[action="/feedback/${code}/answer"]`, {
        ...{
          outcome: 'accepted',
          'point-1-text': FIELDS.points[0]!.text,
          'point-2-text': FIELDS.points[1]!.text,
        },
        ...{ 'point-1-outcome': 'accepted', step: 'check' },
      });
      expect(page.$('.findings .tag.is-good')).to.have.lengthOf(0);
      expect(page.$('.missing').text())
        .to.contain('kết quả cho nội dung 2')
        .and.to.not.contain('câu trả lời cho');
      const free = await checkAnswer(official.context(), code, { outcome: 'accepted', text: VAGUE });
      expect(free.missing[0]!.text).to.contain('ô riêng');
    });

    it('ask for a second look where good words name people', async () => {
      const code = await assigned();
      const points = [
        { ...FIELDS.points[0]!, text: `${FIELDS.points[0]!.text} CCCD 001099012345.` },
        FIELDS.points[1]!,
      ];
      const report = await checkAnswer(official.context(), code, {
        ...whole,
        fields: { ...whole.fields, points },
      });
      expect(report).to.include({ verdict: 'clear', gate: 'reason', standing: 'look-again' });
    });
  });

  it('stands beside the news on the way, and says when their day has passed', async () => {
    const code = await assigned();
    const news = {
      text: 'Đã khảo sát cây, chờ Phòng Hạ tầng duyệt.',
      promisedAt: new Date('2026-03-06T10:00:00Z'),
    };
    await interimAnswer(official.context(), code, {
      ...news,
      contactPerson: 'Trần Minh',
      contactReach: '024 3825 0000',
    });
    const before = await desk(official, code);
    expect(before.last!.text).to.contain(news.text).and.to.not.contain('Đã lỡ ngày hẹn');
    world.clock.moveTo(new Date('2026-03-09T03:00:00Z'));
    const after = await desk(official, code);
    expect(after.last!.$('.interim').text()).to.contain('Đã lỡ ngày hẹn');
    expect((await world.visitor().get(`/feedback/${code}`)).$('.interim').text()).to.contain(
      'Đã lỡ ngày hẹn',
    );
    const inbox = await after.get('/inbox');
    expect(inbox.$(`.row:has(a[href="/feedback/${code}"])`).text()).to.contain('Đã lỡ ngày hẹn');
  });
});
