import { expect } from 'chai';
import { judged, loadAnswerRules } from '../../server/answer-quality/index.ts';
import {
  approveAnswer,
  correctAnswer,
  liftShield,
  rateFeedback,
  returnAnswer,
  shieldFeedback,
  submitAnswer,
} from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Conflict, Forbidden } from '../../server/platform/errors.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { reviewAnswer } from '../../server/quality-review/actions.ts';
import { CheckedAnswer } from '../../server/quality-review/model.ts';
import { reviewedCases } from '../../server/quality-review/reviewed-cases.ts';
import { inSample } from '../../server/quality-review/rules.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../support/factories.ts';
import { colleague, type Person, person, senderContext } from '../support/people.ts';
import { refusal } from '../support/refusal.ts';
import { startWorld, type World } from '../support/world.ts';

const POOR = {
  answered: 'no' as const,
  clear: 'no' as const,
  solved: 'no' as const,
  reasons: [],
  note: 'Không trả lời gì cả.',
};

describe('quality review', function () {
  this.timeout(30_000);
  let world: World;
  let reviewer: Person;

  before(async () => {
    world = await startWorld();
    reviewer = await person(world, 'reviewer');
  });
  after(() => world.stop());

  const find = async (code: string) => (await CheckedAnswer.findById(`${code}.1`).lean())!;

  async function answered(): Promise<string> {
    const { code } = await item(world, { status: 'answered' });
    await world.settled();
    return code;
  }

  async function ratedBadly(): Promise<string> {
    const code = await answered();
    await rateFeedback(senderContext(world, code), code, POOR);
    await world.settled();
    return code;
  }

  it('notes each answer, and chooses the sample by its code', async () => {
    const code = await answered();
    const noted = await find(code);
    expect(noted).to.include({ unit: UNIT, overridden: true, returned: 0, language: 'vi' });
    expect(noted.chosenFor.includes('sample')).to.equal(inSample(`${code}.1`, 7));
    expect(noted.waiting).to.equal(noted.chosenFor.length > 0);
  });

  it('chooses what is rated badly, and lets go when the rating gets better', async () => {
    const code = await ratedBadly();
    expect((await find(code)).chosenFor).to.include('rated-badly');
    const good = { ...POOR, answered: 'yes' as const, clear: 'yes' as const };
    await rateFeedback(senderContext(world, code), code, good);
    await world.settled();
    expect((await find(code)).chosenFor).to.not.include('rated-badly');
  });

  it('chooses what the head sends against the check', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const cast = await castOf(world);
    const official = await cast.inUnit('official', UNIT);
    const head = await cast.inUnit('head', UNIT);
    await submitAnswer(official.context(), code, {
      outcome: 'explained',
      text: 'Cảm ơn ý kiến của ông bà. Chúng tôi ghi nhận và sẽ xem xét trong thời gian tới.',
      reason: 'Chưa có thông tin thêm.',
    });
    await approveAnswer(head.context(), code, { override: 'Việc đã được giải thích trực tiếp.' });
    await world.settled();
    const noted = await find(code);
    expect(noted).to.include({ overridden: true, verdict: 'vague', waiting: true });
    expect(noted.checks).to.include.members(['time-without-date', 'missing-points', 'missing-contact']);
  });

  it('counts each return once, also when the reaction runs again', async () => {
    const { code } = await item(world, { status: 'in-review' });
    const head = await (await castOf(world)).inUnit('head', UNIT);
    await returnAnswer(head.context(), code, 'Cần nêu rõ ngày hoàn thành.');
    await world.settled();
    await Journal.updateMany(
      { name: 'feedback.answer-returned' },
      { $set: { open: true, done: [], tries: 0 } },
    );
    await world.app.dispatcher.recover();
    expect(await find(code)).to.include({ returned: 1, answeredAt: null, waiting: false });
  });

  it('keeps what the reviewer says, and whether the check said the same', async () => {
    const code = await ratedBadly();
    const verdict = (await find(code)).verdict as 'clear' | 'partial' | 'vague';
    const other = verdict === 'vague' ? 'clear' : 'vague';
    await reviewAnswer(reviewer.context(), `${code}.1`, { verdict: other, note: 'Không có ngày.' });
    expect((await find(code)).review).to.include({ verdict: other, agrees: false });
    await reviewAnswer(reviewer.context(), `${code}.1`, { verdict, note: '' });
    expect((await find(code)).review).to.include({ agrees: true });
    expect((await find(code)).waiting).to.equal(false);
    const second = await colleague(world, 'reviewer');
    const again = reviewAnswer(second.context(), `${code}.1`, { verdict, note: '' });
    expect(await refusal(again)).to.be.instanceOf(Conflict);
    const head = await (await castOf(world)).inUnit('head', UNIT);
    const own = reviewAnswer(head.context(), `${code}.1`, { verdict, note: '' });
    expect(await refusal(own)).to.be.instanceOf(Forbidden);
  });

  it('keeps which points the reviewer finds answered, beside what the check had said', async () => {
    const code = await ratedBadly();
    const form = await reviewer.visitor.get(`/quality-review/${code}/1`);
    const points = form.$('input[name=answered]');
    expect(points.length).to.be.at.least(1);
    await reviewer.visitor.submit(`/quality-review/${code}/1`, { verdict: 'partial', answered: ['1', '12'] });
    const { review } = await find(code);
    expect(review!.points).to.include({ of: points.length });
    expect(review!.points!.answered, 'no points that it does not have').to.deep.equal([1]);
    const { answer } = (await Feedback.findOne({ code }).lean())!;
    const same = [...points].filter((_, at) => (at === 0) === answer!.verdict!.answered!.includes(at + 1));
    expect(review!.points!.agreed).to.equal(same.length);
    const figures = await reviewer.visitor.get('/quality-review/figures');
    expect(figures.status).to.equal(200);
  });

  it('is read again when it was corrected after a review, and an override stays counted', async () => {
    const code = await ratedBadly();
    const name = `${code}.1`;
    const shown = (await Feedback.findOne({ code }).lean())!;
    await reviewAnswer(reviewer.context(), name, { verdict: 'clear', note: '' });
    await world.advance({ minutes: 5 });
    const head = await (await castOf(world)).inUnit('head', UNIT);
    const correction = {
      ...shown.answer!,
      version: (await Feedback.findOne({ code }).lean())!.version,
      text: 'Cảm ơn ý kiến của ông bà. Chúng tôi ghi nhận và sẽ xem xét trong thời gian tới.',
      note: 'Bản trước ghi sai tên cơ quan.',
      override: 'Đã trao đổi trực tiếp với người gửi.',
    };
    const { outcome, text, version, note, override } = correction;
    await correctAnswer(head.context(), code, { outcome, text, version, note, override });
    await world.settled();
    const noted = await find(code);
    expect(noted).to.include({ review: null, waiting: true, overridden: true, verdict: 'vague' });
    expect(noted.chosenFor).to.include('corrected');
    expect(noted.hadPart).to.include(head.actor.id);
    const stale = { verdict: 'clear' as const, note: '', savedAt: shown.answer!.savedAt };
    expect(await refusal(reviewAnswer(reviewer.context(), name, stale))).to.be.instanceOf(Conflict);
    await reviewAnswer(reviewer.context(), name, { verdict: 'vague', note: '' });
    expect((await find(code)).review).to.include({ agrees: true });
  });

  it('is read and judged by form', async () => {
    const code = await ratedBadly();
    const list = await reviewer.visitor.get('/quality-review');
    expect(list.$(`a[href="/quality-review/${code}/1"]`)).to.have.length(1);
    const read = await reviewer.visitor.get(`/quality-review/${code}/1`);
    expect(read.text).to.include('Sở sẽ cắt tỉa cây này');
    // Whoever judges does so before seeing what the check and the sender think.
    expect(read.text)
      .to.not.include(POOR.note)
      .and.not.include((await find(code)).rulesVersion);
    expect(read.$('.tag')).to.have.length(0);
    expect(read.text).to.not.include('lan@kin.example').and.not.include('Nguyễn Thị Lan');
    const form = `form[action="/quality-review/${code}/1"]`;
    const wrong = await reviewer.visitor.submit(form, { note: 'Thiếu ngày.' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#note').val()).to.equal('Thiếu ngày.');
    await reviewer.visitor.submit(form, { verdict: 'partial', note: 'Thiếu ngày.' });
    expect((await find(code)).review).to.include({ verdict: 'partial', note: 'Thiếu ngày.' });
    const after = await reviewer.visitor.get(`/quality-review/${code}/1`);
    expect(after.text)
      .to.include(POOR.note)
      .and.include((await find(code)).rulesVersion);
    expect(after.$('.answered-point .tag, .points .tag').length).to.be.greaterThan(0);
  });

  it('shows figures whose numbers are those of the lists behind them', async () => {
    const { $ } = await reviewer.visitor.get('/quality-review/figures');
    const links = $('table td a').toArray();
    expect(links.length).to.be.greaterThan(10);
    const unitRow = $('table').first().find('tbody tr').first().find('td a').toArray();
    for (const link of unitRow.slice(0, 5)) {
      const seen = await reviewer.visitor.get($(link).attr('href')!);
      expect(seen.$('ul.rows > li').length, $(link).attr('href')).to.equal(Number($(link).text()));
    }
    const rule = $('table').last().find('tbody tr').first().find('td a').first();
    const behind = await reviewer.visitor.get(rule.attr('href')!);
    expect(behind.$('ul.rows > li').length).to.equal(Number(rule.text()));
  });

  it('gives the refit what reviewers said, and what the check saw', async () => {
    const rules = loadAnswerRules();
    const cases = await reviewedCases(rules);
    expect(cases.length).to.equal(
      await CheckedAnswer.countDocuments({ 'review.agrees': { $in: [true, false] } }),
    );
    for (const { name, reviewer, lesson } of cases) {
      const row = (await CheckedAnswer.findById(name).lean())!;
      expect([reviewer, judged(lesson)]).to.deep.equal([row.review!.verdict, row.verdict]);
    }
  });

  it('leaves out what is shielded later, in lists and counts, until it is so no more', async () => {
    const again = { rated: 'Chưa nói ngày nào.', reopened: 'Câu trả lời không nói khi nào cắt cây.' };
    const { code } = await item(world, { status: 'answered', ...again });
    await world.settled();
    await CheckedAnswer.updateOne({ _id: `${code}.1` }, { $set: { waiting: true, chosenFor: ['sample'] } });
    const { coordinator } = await castOf(world);
    await shieldFeedback(coordinator.context(), code, { unit: OTHER_UNIT });
    await world.settled();
    expect((await find(code)).waiting).to.equal(false);
    for (const list of ['waiting', 'sent'])
      expect((await reviewer.visitor.get(`/quality-review?list=${list}`)).html).to.not.include(code);
    await liftShield(coordinator.context(), code, { seen: true });
    await world.settled();
    expect((await find(code)).waiting).to.equal(true);
  });
});
