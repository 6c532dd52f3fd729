import { expect } from 'chai';
import {
  acceptFeedback,
  approveAnswer,
  checkAnswer,
  correctAnswer,
  interimAnswer,
  submitAnswer,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import type { AnswerFields } from '../../../server/feedback/item/rules/answer.ts';
import { Invalid } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { api, type Colleague, signIn, tokenFor } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { FIELDS, POINTS, VAGUE } from './fixtures.ts';

async function refused(act: Promise<unknown>): Promise<Record<string, string>> {
  try {
    await act;
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return Object.fromEntries(Object.entries(error.fields).map(([name, { text }]) => [name, text]));
  }
  return {};
}

describe('answers point by point, and the gate', function () {
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

  const assigned = async () => (await item(world, { status: 'assigned', input: { points: POINTS } })).code;
  const stored = async (code: string) => (await Feedback.findOne({ code }).lean())!;
  const entry = async (code: string, name: string) => {
    await world.settled();
    return (await Journal.findOne({ 'subject.code': code, name }).sort({ at: -1 }).lean())!;
  };
  const whole = { outcome: 'accepted' as const, text: '', fields: { legalBasis: [], ...FIELDS } };

  it('keeps the points that the sender confirmed, and splits by rule where nobody gave any', async () => {
    const given = await stored(await assigned());
    expect(given.points.map(({ n, text }) => [n, text])).to.deep.equal([
      [1, POINTS[0]],
      [2, POINTS[1]],
    ]);
    const text = 'Cây nghiêng từ tháng trước. Khi nào Sở cắt tỉa? Ai chịu trách nhiệm kiểm tra?';
    const split = await stored((await item(world, { input: { text } })).code);
    expect(split.originalPoints).to.have.lengthOf(2);
  });

  it('does not publish in a point what the coordinator took out of the text', async () => {
    const points = ['Gọi số 0912 000 123 được không?', 'Khi nào Sở cắt tỉa cây?'];
    const text = 'Cây nghiêng. Gọi số 0912 000 123 được không? Khi nào Sở cắt tỉa cây?';
    const { code } = await item(world, { input: { points, text } });
    const { coordinator } = await castOf(world);
    const edited = { subject: 'Cây nghiêng', text: 'Cây nghiêng ra đường. Khi nào Sở cắt tỉa cây?' };
    await acceptFeedback(coordinator.context(), code, edited);
    const { body } = await api(world)('get', `/feedback/${code}`);
    expect(JSON.stringify(body)).not.to.contain('0912');
    expect(body.points).to.have.lengthOf(1);
  });

  it('sends a complete answer point by point to page, letter and API, with its promises in the journal', async () => {
    const code = await assigned();
    await submitAnswer(official.context(), code, { ...whole, reason: 'Việc đơn giản.' });
    await approveAnswer(head.context(), code);
    const { body } = await api(world)('get', `/feedback/${code}`);
    expect(body.answer.answered).to.deep.equal({ count: 2, of: 2, points: [1, 2] });
    expect(body.answer.fields.points).to.have.lengthOf(2);
    const page = await world.visitor().get(`/feedback/${code}`);
    expect(page.text).to.contain('Đã trả lời 2/2 nội dung');
    expect(page.$('.answered-point')).to.have.lengthOf(2);
    expect(page.$('.answered-point').first().text()).to.contain(POINTS[0]).and.to.contain('12/3/2026');
    const answered = await entry(code, 'feedback.answered');
    expect(answered.details['override']).to.equal(false);
    expect(answered.details['promises']).to.deep.equal([
      {
        text: 'cắt tỉa cây xà cừ',
        actor: 'Công ty Công viên cây xanh',
        dueAt: new Date('2026-03-12T10:00:00Z'),
        unit: UNIT,
      },
    ]);
    const letter = world.letters.to('lan@kin.example').find(({ text }) => text.includes('024 3825 0000'));
    expect(letter?.text).to.contain('12/3/2026').and.to.contain('Nguyễn Văn Hùng');
  });

  it('stops a vague answer without a reason, then asks the head for one, and counts it', async () => {
    const code = await assigned();
    const vague = { outcome: 'accepted' as const, text: VAGUE };
    expect(await refused(submitAnswer(official.context(), code, vague))).to.deep.equal({
      reason: 'feedback.answer.errors.incomplete',
    });
    await submitAnswer(official.context(), code, { ...vague, reason: 'Đang chờ khảo sát.' });
    expect(await refused(approveAnswer(head.context(), code))).to.deep.equal({
      override: 'feedback.answer.errors.override',
    });
    await approveAnswer(head.context(), code, { override: 'Đã nói chuyện với người gửi.' });
    const answered = await entry(code, 'feedback.answered');
    expect(answered.details).to.include({ override: true, verdict: 'vague', unit: UNIT });
    expect(answered.personal['reason']).to.equal('Đã nói chuyện với người gửi.');
    expect((await stored(code)).answer!.override!.by).to.equal(head.actor.id);
    const { body } = await api(world)('get', `/feedback/${code}`);
    expect(JSON.stringify(body)).not.to.contain('Đã nói chuyện');
  });

  it('asks the head also where a must is missing, however good the words', async () => {
    const code = await assigned();
    const { contact: _contact, ...fields } = whole.fields;
    const answer = { ...whole, fields };
    expect(await refused(submitAnswer(official.context(), code, answer))).to.deep.equal({
      reason: 'feedback.answer.errors.incomplete',
    });
    await submitAnswer(official.context(), code, { ...answer, reason: 'Liên hệ ghi trong thư.' });
    expect((await stored(code)).answer!.verdict).to.deep.include({ gate: 'override', missing: ['contact'] });
    expect(await refused(approveAnswer(head.context(), code))).to.have.key('override');
  });

  it('lets nobody refuse without reason, legal basis and contact, on no door and whatever the words', async () => {
    const code = await assigned();
    const text = 'Sở không cắt tỉa cây xà cừ vì cây khỏe, đã kiểm tra ngày 2/3/2026.';
    const call = api(world, await tokenFor(world, official));
    const send = (reason: string) =>
      call('post', `/feedback/${code}/answer`, { body: { outcome: 'refused', text, reason } });
    const dot = await send('.');
    expect([dot.status, Object.keys(dot.body.errors)]).to.deep.equal([422, ['reason']]);
    expect((await send('Việc đã rõ ràng.')).status).to.equal(200);
    const { gate, missing } = (await stored(code)).answer!.verdict!;
    expect(gate).to.equal('override');
    expect(missing).to.include.members(['points', 'reason', 'legalBasis', 'contact']);
    expect(await refused(approveAnswer(head.context(), code, { override: '. . . .' }))).to.have.key(
      'override',
    );
  });

  describe('fields that cannot stand', () => {
    const submit = async (fields: Partial<AnswerFields>) => {
      const code = await assigned();
      const answer = { ...whole, fields: { ...whole.fields, ...fields }, reason: 'Việc đơn giản.' };
      return refused(submitAnswer(official.context(), code, answer));
    };
    const passed = (unit: string, on = '2026-03-04', number = '12/CV') => ({
      points: [FIELDS.points[0]!, { n: 2, outcome: 'transferred' as const, text: 'Chuyển Sở Y tế.' }],
      handover: { unit, on, number },
      grounds: 'Đúng thẩm quyền của Sở Y tế.',
    });

    it('finds blanks of templates in every field, and says where', async () => {
      const open = { person: '[Họ tên], chuyên viên', reach: '024 …………' };
      expect(await submit({ contact: open })).to.have.keys('contactPerson', 'contactReach');
      expect(await submit(passed('dept-health', '2026-03-04', '[số]'))).to.have.keys('handoverNumber');
      expect(await submit({ facts: { text: '', by: '[ai]', on: '' } })).to.have.keys('factsBy');
      const points = [FIELDS.points[0]!, { ...FIELDS.points[1]!, text: 'Có, theo công văn số …' }];
      expect(await submit({ points })).to.have.keys('point-2-text');
    });

    it('passes a point on to another unit that exists, on a day that has come', async () => {
      expect(await submit(passed('abc'))).to.have.keys('handoverUnit');
      expect(await submit(passed(UNIT))).to.have.keys('handoverUnit');
      expect(await submit(passed('dept-health', '1990-01-01'))).to.have.keys('handoverOn');
      expect(await submit(passed('dept-health', '2026-03-05'))).to.have.keys('handoverOn');
      expect(await submit(passed('dept-health'))).to.deep.equal({});
    });

    it('closes nothing by passing it on alone', async () => {
      const points = [1, 2].map((n) => ({ n, outcome: 'transferred' as const, text: 'Chuyển Sở Y tế.' }));
      expect(await submit({ ...passed('dept-health'), points })).to.have.keys('point-1-outcome');
    });

    it('answers no point that was not asked', async () => {
      const points = [...FIELDS.points, { n: 12, outcome: 'accepted' as const, text: 'Có.' }];
      expect(await submit({ points })).to.have.keys('point-12-text');
    });
  });

  it('says that a promised day is over and a check still to come, and counts neither', async () => {
    const code = await assigned();
    const fields = {
      ...whole.fields,
      actions: [{ ...FIELDS.actions[0]!, on: '2020-02-03' }],
      facts: { text: 'Đã xem cây.', by: 'Bà Hà', on: '2030-01-01' },
    };
    const report = await checkAnswer(official.context(), code, { ...whole, fields });
    expect(report.missing.map(({ element }) => element)).to.deep.equal(['date']);
    const found = report.findings.map(({ check, field }) => [check, field]);
    expect(found).to.deep.include(['action-in-the-past', 'action-1-on']);
    expect(found).to.deep.include(['checked-in-the-future', 'factsOn']);
  });

  it('warns of a promise for a day off, which stops nothing', async () => {
    const code = await assigned();
    // Hùng Kings' Day, on a Sunday in 2026, is made up for on the Monday.
    const actionsOn = (on: string) => ({ ...whole.fields, actions: [{ ...FIELDS.actions[0]!, on }] });
    const off = await checkAnswer(official.context(), code, {
      ...whole,
      fields: actionsOn('2026-04-27'),
    });
    const open = await checkAnswer(official.context(), code, {
      ...whole,
      fields: actionsOn('2026-04-28'),
    });
    const found = off.findings.find(({ check }) => check === 'action-on-day-off');
    expect(found).to.include({ field: 'action-1-on', advice: true });
    expect([off.gate, off.missing]).to.deep.equal([open.gate, open.missing]);
    expect(open.findings.some(({ check }) => check === 'action-on-day-off')).to.equal(false);
  });

  it('asks for a reason where the words name people or their papers, and not for those who answer', async () => {
    const code = await assigned();
    const check = async (text: string) => {
      const points = [{ ...FIELDS.points[0]!, text: `${FIELDS.points[0]!.text} ${text}` }, FIELDS.points[1]!];
      const fields = { ...whole.fields, points };
      return checkAnswer(official.context(), code, { ...whole, fields });
    };
    const clean = await check('Ông Nguyễn Văn Hùng ký biên bản.');
    expect([clean.gate, clean.findings.map(({ check: name }) => name)]).to.deep.equal(['open', []]);
    for (const data of ['CCCD 001099012345.', 'Biển số 30A-123.45.', 'Bà Lê Thị Hoa đã ký.']) {
      const { gate, findings } = await check(data);
      expect(gate, data).to.equal('reason');
      expect(findings.map(({ check: name, advice, field }) => [name, advice, field])).to.deep.equal([
        ['personal-data', false, 'point-1-text'],
      ]);
    }
  });

  it('says why when every box is answered and the verdict is not clear all the same', async () => {
    const code = await assigned();
    for (const text of ['Có.', 'Sở sẽ làm.', 'Phòng Hạ tầng đã xem cây.']) {
      const points = FIELDS.points.map((point) => ({ ...point, text: `${text} Số ${point.n}.` }));
      const answer = { ...whole, fields: { ...whole.fields, points } };
      const { verdict, missing, findings } = await checkAnswer(official.context(), code, answer);
      if (verdict === 'clear') continue;
      expect(missing.length + findings.filter(({ advice }) => !advice).length, text).to.be.at.least(1);
    }
  });

  it('sends no template whose blanks are open, whoever gives whatever reason', async () => {
    const code = await assigned();
    const text = `${VAGUE} Hạn: [ngày/tháng/năm].`;
    const open = { outcome: 'accepted' as const, text, reason: 'Việc gấp.' };
    expect(await refused(submitAnswer(official.context(), code, open))).to.deep.equal({
      text: 'feedback.answer.errors.blank',
    });
    expect((await stored(code)).status).to.equal('assigned');
    const desk = world.visitor();
    await signIn(desk, official);
    await desk.get(`/feedback/${code}`);
    const typed = { outcome: 'accepted', 'point-1-text': 'Hạn: [ngày/tháng/năm].', step: 'submit' };
    const page = await desk.submit(`form[action="/feedback/${code}/answer"]`, typed);
    expect(page.status).to.equal(422);
    const link = page.$('.error-summary a');
    expect(link.attr('href')).to.equal('#answer-point-1-text');
    expect(link.text()).to.contain('[ngày/tháng/năm]').and.not.to.contain('{{');
  });

  it('asks a head who answers in one step for the reason before anything is written', async () => {
    const code = await assigned();
    const call = api(world, await tokenFor(world, head));
    const vague = { outcome: 'accepted', text: VAGUE, reason: 'Việc gấp.' };
    const first = await call('post', `/feedback/${code}/answer`, { body: vague });
    expect([first.status, Object.keys(first.body.errors)]).to.deep.equal([422, ['override']]);
    expect((await stored(code)).answer).to.equal(null);
    const body = { ...vague, override: 'Người gửi đã đồng ý.' };
    expect((await call('post', `/feedback/${code}/answer`, { body })).status).to.equal(200);
    expect((await stored(code)).status).to.equal('answered');
  });

  it('takes structured answers of programs and refuses crooked ones', async () => {
    const code = await assigned();
    const call = api(world, await tokenFor(world, official));
    const send = (change: object) =>
      call('post', `/feedback/${code}/answer`, { body: { outcome: 'accepted', ...FIELDS, ...change } });
    for (const crooked of [
      { points: [{ n: 0, text: 'x' }] },
      { points: [FIELDS.points[0], FIELDS.points[0]] },
      { points: 'x' },
      { actions: [{ text: 'x', actor: 'y', on: '2026-02-30' }] },
      { actions: [{ text: 'x', actor: 'y', on: { $gt: '' } }] },
      { legalBasis: Array.from({ length: 11 }, () => '118/2025/NĐ-CP') },
      { points: [{ n: 1, outcome: 'accepted', text: 'x'.repeat(5_001) }] },
      { contact: { person: 'x', reach: 'y', more: 'z' } },
    ])
      expect((await send(crooked)).status, JSON.stringify(crooked).slice(0, 60)).to.equal(422);
    expect((await send({ reason: 'Việc đơn giản.' })).status).to.equal(200);
    expect((await stored(code)).status).to.equal('in-review');
  });

  it('notices an answer copied from another question, and wants a reason', async () => {
    const text =
      'Sở cử Đội Cây xanh số 2 khảo sát ngày 9/3/2026, cắt hạ cây nguy hiểm ngày 12/3/2026 và trồng cây thay thế trước ngày 30/3/2026. Người phụ trách là bà Trần Thu Hà, điện thoại 024 3825 0000, sẽ gọi cho ông trước khi làm.';
    const first = await assigned();
    const other =
      'Vỉa hè phố Trần Phú bị đào lên hai tháng chưa lát lại, bụi bay vào nhà. Bao giờ lát xong vỉa hè?';
    const input = { subject: 'Vỉa hè đào dở', text: other };
    const { code } = await item(world, { status: 'assigned', input });
    const typed = { outcome: 'accepted' as const, text, reading: 'store' as const };
    const before = await checkAnswer(official.context(), code, typed);
    await submitAnswer(official.context(), first, { outcome: 'accepted', text, reason: 'Việc gấp.' });
    await approveAnswer(head.context(), first, { override: 'Đúng việc.' });
    const report = await checkAnswer(official.context(), code, { outcome: 'accepted', text });
    expect(await checkAnswer(official.context(), code, typed), 'known at once').to.deep.equal(report);
    expect(before.findings.map(({ check }) => check)).not.to.include('boilerplate');
    const like = report.findings.find(({ check }) => check === 'boilerplate');
    expect(like!.cases).to.deep.equal([{ code: first, text: first }]);
    expect(report.gate).not.to.equal('open');
    const own = 'Vỉa hè phố Trần Phú được Công ty Đô thị lát xong trước ngày 20/3/2026.';
    const fresh = await checkAnswer(official.context(), code, { outcome: 'accepted', text: own });
    expect(fresh.findings.map(({ check }) => check)).not.to.include('boilerplate');
  });

  it('shows what other units have recorded on the same regulation, where it is not the same', async () => {
    const regulation = 'temporary-residence';
    const elsewhere = await item(world, { status: 'answered', unit: 'dept-health', input: { regulation } });
    const { code } = await item(world, { status: 'assigned', input: { regulation } });
    const check = async (outcome: 'accepted' | 'explained') => {
      const { findings } = await checkAnswer(official.context(), code, { outcome, text: VAGUE });
      return findings.find(({ check: name }) => name === 'other-outcome');
    };
    expect(await check('accepted')).to.equal(undefined);
    const other = await check('explained');
    expect(other!.cases!.map(({ code: case_ }) => case_)).to.deep.equal([elsewhere.code]);
    expect(other!.cases![0]!.text).to.contain('Sở Y tế').and.to.contain('Tiếp thu');
    const desk = world.visitor();
    await signIn(desk, head);
    await submitAnswer(official.context(), code, {
      outcome: 'explained',
      text: VAGUE,
      reason: 'Việc đơn giản.',
    });
    const page = await desk.get(`/feedback/${code}`);
    expect(page.$(`.findings a[href="/feedback/${elsewhere.code}"]`)).to.have.lengthOf(1);
  });

  it('shows earlier and similar answers and templates beside the editor', async () => {
    const desk = world.visitor();
    await signIn(desk, official);
    const page = await desk.get(`/feedback/${await assigned()}`);
    const drawer = page.$('.drawer');
    expect(drawer.find('a[href^="/feedback/PA-"]').length).to.be.at.least(1);
    expect(drawer.text()).to.contain('[ngày/tháng/năm]');
  });

  it('corrects a published answer with a note; the earlier version and the change stay visible', async () => {
    const code = await assigned();
    await submitAnswer(official.context(), code, { ...whole, reason: 'Việc đơn giản.' });
    await approveAnswer(head.context(), code);
    const { version } = await stored(code);
    const points = [
      { ...FIELDS.points[0]!, text: FIELDS.points[0]!.text.replace('12/3', '13/3') },
      FIELDS.points[1]!,
    ];
    const correction = { ...whole, fields: { ...whole.fields, points }, version, note: 'Ghi nhầm ngày.' };
    expect(
      await refused(correctAnswer(head.context(), code, { ...whole, version, note: 'Không đổi.' })),
    ).to.have.key('text');
    await correctAnswer(head.context(), code, correction);
    const page = await world.visitor().get(`/feedback/${code}`);
    expect(page.text).to.contain('Ghi nhầm ngày.');
    expect(page.$('.changes del').text()).to.contain('12/3/2026');
    expect(page.$('.changes ins').text()).to.contain('13/3/2026');
    const { body } = await api(world)('get', `/feedback/${code}`);
    expect(body.answer.earlier).to.have.lengthOf(1);
    expect((await entry(code, 'feedback.answer-corrected')).details['promises']).to.have.lengthOf(1);
  });

  it('is corrected by programs with what the page asks: a note, something that is other, and an answer that can stand', async () => {
    const code = await assigned();
    await submitAnswer(official.context(), code, { ...whole, reason: 'Việc đơn giản.' });
    await approveAnswer(head.context(), code);
    const call = api(world, await tokenFor(world, head));
    const [first, second] = FIELDS.points;
    const points = [{ ...first!, text: first!.text.replace('12/3', '14/3') }, second!];
    const unchanged = { outcome: 'accepted', ...FIELDS, note: 'Ngày cắt tỉa ghi nhầm.' };
    const given = { ...unchanged, points };
    const correct = (body: object, as = call) => as('post', `/feedback/${code}/answer-correction`, { body });
    const faults = async (body: object) => {
      const { status, body: told } = await correct(body);
      return [status, ...Object.keys(told.errors ?? {})];
    };
    expect(await faults({ ...given, note: '' })).to.deep.equal([422, 'note']);
    expect(await faults(unchanged)).to.deep.equal([422, 'text']);
    expect(await faults({ ...given, points: [], text: 'Sở sẽ xem xét.' })).to.have.property('0', 422);
    const byOfficial = api(world, await tokenFor(world, official));
    expect((await correct(given, byOfficial)).status).to.equal(403);
    expect((await stored(code)).earlierAnswers ?? []).to.have.length(0);

    expect((await correct(given)).status).to.equal(200);
    const told = (await api(world)('get', `/feedback/${code}`)).body;
    expect(told.answer.earlier).to.have.lengthOf(1);
    expect(JSON.stringify(told.answer)).to.contain('14/3/2026').and.to.contain('Ngày cắt tỉa ghi nhầm.');
  });

  it('gives interim answers with a date; state and deadline stay', async () => {
    const code = await assigned();
    const before = await stored(code);
    const promisedAt = new Date('2026-03-12T10:00:00Z');
    const news = {
      text: 'Đã khảo sát cây, đang chờ duyệt.',
      promisedAt,
      contactPerson: 'Trần Minh',
      contactReach: '024 3825 0000',
    };
    const cannotStand = [
      ['promisedAt', 'past', { promisedAt: new Date('2026-03-01T10:00:00Z') }],
      ['promisedAt', 'after-due', { promisedAt: new Date('2027-11-01T10:00:00Z') }],
      ['text', 'no-news', { text: 'Chúng tôi đang xem xét.' }],
      ['text', 'phrases', { text: 'Sẽ xem xét theo quy định trong thời gian tới.' }],
      ['text', 'personal', { text: 'Đã khảo sát cây, chờ ông Lê Văn Hùng, CCCD 001099012345.' }],
    ] as const;
    // A Saturday.
    const closed = interimAnswer(official.context(), code, {
      ...news,
      promisedAt: new Date('2026-03-14T10:00:00Z'),
    });
    expect(await refused(closed)).to.have.property('promisedAt', 'feedback.errors.promised-day-off');
    for (const [field, error, typed] of cannotStand) {
      const refusal = await refused(interimAnswer(official.context(), code, { ...news, ...typed }));
      const key = error === 'no-news' ? 'feedback.check' : 'feedback.answer.interim.errors';
      expect(refusal[field], error).to.equal(`${key}.${error}`);
    }
    const blank = { ...news, text: 'Đã khảo sát cây, chờ [Ai] duyệt.', contactReach: '024 …………' };
    expect(await refused(interimAnswer(official.context(), code, blank))).to.have.keys(
      'text',
      'contactReach',
    );
    expect((await stored(code)).firstReply!.doneAt, 'nothing said is no first reply').to.equal(null);
    await interimAnswer(official.context(), code, news);
    const after = await stored(code);
    expect([after.status, after.dueAt]).to.deep.equal([before.status, before.dueAt]);
    const page = await world.visitor().get(`/feedback/${code}`);
    expect(page.text).to.contain('đang chờ duyệt').and.to.contain('024 3825 0000');
    await world.settled();
    expect(world.letters.to('lan@kin.example').some(({ text }) => text.includes('đang chờ duyệt'))).to.equal(
      true,
    );
  });
});
