import { expect } from 'chai';
import { followCorrection } from '../../server/commitments/correction.ts';
import { Commitment } from '../../server/commitments/model.ts';
import {
  approveAnswer,
  assignFeedback,
  correctAnswer,
  rateFeedback,
  reopenFeedback,
  submitAnswer,
} from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { Journal } from '../../server/platform/journal/index.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { type Colleague, colleague, senderContext } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

const day = (date: string) => new Date(`${date}T10:00:00Z`);

describe('what a correction makes of promises', () => {
  const tree = { id: 'a', text: 'Cắt tỉa cây', dueAt: day('2026-04-20') };
  const lamp = { id: 'b', text: 'Thay bóng đèn', dueAt: day('2026-04-25') };

  it('finds the same promise with another date, or with other words', () => {
    const later = { text: 'cắt  tỉa cây', dueAt: day('2026-05-02') };
    expect(followCorrection([tree], [later]).changed).to.deep.equal([{ standing: tree, promise: later }]);
    const reworded = { text: 'Chặt cành xà cừ', dueAt: tree.dueAt };
    expect(followCorrection([tree], [reworded]).changed).to.deep.equal([
      { standing: tree, promise: reworded },
    ]);
  });

  it('tells what is gone from what is new, and leaves the rest alone', () => {
    const { text, dueAt } = tree;
    const fresh = { text: 'Dựng rào chắn', dueAt: day('2026-04-10') };
    expect(followCorrection([lamp, tree], [fresh, { text, dueAt }])).to.deep.equal({
      same: [{ standing: tree, promise: { text, dueAt } }],
      changed: [],
      gone: [lamp],
      added: [fresh],
    });
  });

  it('takes other words on the same date for another promise where nothing is corrected', () => {
    const other = { text: 'Dựng rào chắn', dueAt: tree.dueAt };
    const { changed, gone, added } = followCorrection([tree], [other], { byDate: false });
    expect([changed, gone, added]).to.deep.equal([[], [tree], [other]]);
  });

  it('goes by the date where the words are kept from the public', () => {
    const hidden = [
      { ...tree, text: '' },
      { ...lamp, text: '' },
    ];
    const moved = { text: '', dueAt: day('2026-04-30') };
    const { changed, gone, added } = followCorrection(hidden, [{ text: '', dueAt: lamp.dueAt }, moved]);
    expect(changed).to.deep.equal([{ standing: hidden[0], promise: moved }]);
    expect([gone, added]).to.deep.equal([[], []]);
  });
});

describe('commitments after a correction of the answer', function () {
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

  type Action = { text: string; actor: string; on: string };
  const action = (text: string, on: string): Action => ({ text, actor: 'Phòng Hạ tầng', on });
  const answerWith = (actionsPlanned: Action[], text: string) => ({
    outcome: 'accepted' as const,
    text,
    fields: { points: [], legalBasis: [], actions: actionsPlanned },
  });
  const register = async (source: string) =>
    (await Commitment.find({ source }).sort({ code: 1 }).lean()).map(({ text, status, dueAt }) => [
      text,
      status,
      dueAt.toISOString().slice(0, 10),
    ]);

  async function correct(code: string, planned: Action[], note: string): Promise<void> {
    const { version } = (await Feedback.findOne({ code }).lean())!;
    const answer = answerWith(planned, `Sở sẽ làm như dưới đây. ${note}`);
    await correctAnswer(head.context(), code, {
      ...answer,
      version,
      note,
      override: 'Đã kiểm tra lại.',
    });
    await world.settled();
  }

  it('follows dates, withdraws what is gone, adds what is new; once, and the last correction decides', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const first = [action('Cắt tỉa cây', '2026-04-20'), action('Thay bóng đèn', '2026-04-25')];
    const answer = { ...answerWith(first, 'Sở sẽ làm như dưới đây.'), reason: 'Việc đơn giản.' };
    await submitAnswer(official.context(), code, answer);
    await approveAnswer(head.context(), code, { override: 'Đã kiểm tra tại hiện trường.' });
    await world.advance({ hours: 1 });

    const second = [action('Cắt tỉa cây', '2026-05-02'), action('Dựng rào chắn', '2026-04-10')];
    await correct(code, second, 'Ghi nhầm ngày.');
    const expected = [
      ['Cắt tỉa cây', 'open', '2026-05-02'],
      ['Thay bóng đèn', 'withdrawn', '2026-04-25'],
      ['Dựng rào chắn', 'open', '2026-04-10'],
    ];
    expect(await register(code)).to.deep.equal(expected);
    await Journal.updateMany({ 'subject.code': code }, { $set: { open: true, done: [], tries: 0 } });
    await world.app.dispatcher.recover();
    expect(await register(code)).to.deep.equal(expected);

    const [moved, gone] = await Commitment.find({ source: code }).sort({ code: 1 }).lean();
    expect(moved!.dates.at(-1)).to.include({ reason: 'Ghi nhầm ngày.', corrected: true });
    const page = await world.visitor().get(`/commitments/${moved!.code}`);
    expect(page.text).to.contain('do đính chính câu trả lời').and.to.contain('Ghi nhầm ngày.');
    const other = await world.visitor().get(`/commitments/${gone!.code}`);
    expect(other.text).to.contain('Rút khi đính chính');
    expect((await world.visitor().get('/commitments?status=withdrawn')).text).to.contain(gone!.code);
  });

  it('leaves alone what is kept or whose date has passed', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const first = [action('Cắt tỉa cây', '2026-03-06'), action('Thay bóng đèn', '2026-04-25')];
    const answer = { ...answerWith(first, 'Sở sẽ làm như dưới đây.'), reason: 'Việc đơn giản.' };
    await submitAnswer(official.context(), code, answer);
    await approveAnswer(head.context(), code, { override: 'Đã kiểm tra tại hiện trường.' });
    await world.advance({ days: 5 });
    await correct(code, [action('Thay bóng đèn', '2026-04-25')], 'Nói rõ hơn.');
    expect(await register(code)).to.deep.equal([
      ['Cắt tỉa cây', 'late', '2026-03-06'],
      ['Thay bóng đèn', 'open', '2026-04-25'],
    ]);
  });

  it('has one commitment for what a second answer promises again, and names the version of each', async () => {
    const { code } = await item(world, { status: 'assigned' });
    const others = [
      await colleague(world, 'official', { units: [UNIT] }),
      await colleague(world, 'head', { units: [UNIT] }),
    ] as const;
    const answer = async (planned: Action[], [writer, chief]: readonly [Colleague, Colleague]) => {
      const sent = { ...answerWith(planned, 'Sở sẽ làm như dưới đây.'), reason: 'Việc đơn giản.' };
      await submitAnswer(writer.context(), code, sent);
      await approveAnswer(chief.context(), code, { override: 'Đã kiểm tra tại hiện trường.' });
      await world.settled();
    };
    await answer(
      [action('Cắt tỉa cây', '2026-05-20'), action('Thay bóng đèn', '2026-05-25')],
      [official, head],
    );
    const sender = senderContext(world, code);
    const grades = { answered: 'no', clear: 'yes', solved: 'no' } as const;
    await rateFeedback(sender, code, { ...grades, reasons: [], note: '' });
    await reopenFeedback(sender, code, { reason: 'Chưa nói rõ ai làm việc này.' });
    const { id, name } = others[0].actor;
    await assignFeedback((await castOf(world)).coordinator.context(), code, { id, name });
    await answer([action('Cắt tỉa cây', '2026-05-28'), action('Dựng rào chắn', '2026-05-25')], others);
    const expected = [
      ['Cắt tỉa cây', 'open', '2026-05-28'],
      ['Thay bóng đèn', 'open', '2026-05-25'],
      ['Dựng rào chắn', 'open', '2026-05-25'],
    ];
    expect(await register(code)).to.deep.equal(expected);
    const versions = async () =>
      (await Commitment.find({ source: code }).sort({ code: 1 }).lean()).map((each) => each.versions);
    expect(await versions()).to.deep.equal([[1, 2], [1], [2]]);
    await Journal.updateMany({ 'subject.code': code }, { $set: { open: true, done: [], tries: 0 } });
    await world.app.dispatcher.recover();
    expect([await register(code), await versions()]).to.deep.equal([expected, [[1, 2], [1], [2]]]);

    const { $ } = await world.visitor().get(`/feedback/${code}`);
    const rows = $('#item-commitments').parent().find('.row-note').toArray();
    expect(rows.map((row) => $(row).text().split(' · ')[0]!.trim())).to.have.members([
      'Câu trả lời: bản 1, bản 2',
      'Câu trả lời: bản 1',
      'Câu trả lời: bản 2',
    ]);
    const [again] = await Commitment.find({ source: code }).sort({ code: 1 }).lean();
    const page = await world.visitor().get(`/commitments/${again!.code}`);
    expect(page.text)
      .to.contain('theo câu trả lời thứ hai')
      .and.to.contain('Hứa lại trong câu trả lời thứ hai');
  });
});
