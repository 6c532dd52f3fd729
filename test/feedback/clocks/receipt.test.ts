import { expect } from 'chai';
import { correctReceipt, enterFeedback, submitFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { submission } from '../../support/factories.ts';
import { type Colleague, colleague, person, senderContext } from '../../support/people.ts';
import { startWorld, type World } from '../../support/world.ts';
import { city } from './scene.ts';

const LATE = 'Thư bị thất lạc ở văn thư, nay mới tìm thấy.';

/** The world begins on Wednesday, 4 March 2026, 10:00. */
describe('when an entered item was received', function () {
  this.timeout(60_000);
  let world: World;
  let coordinator: Colleague;

  beforeEach(async () => {
    world = await startWorld();
    coordinator = await colleague(world, 'coordinator');
  });
  afterEach(() => world.stop());

  const find = async (code: string) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
  const enter = async (received: string, lateReason?: string) => {
    const entry = { ...submission(), channel: 'letter' as const, receivedAt: city(received) };
    const input = lateReason ? { ...entry, lateReason } : entry;
    return (await enterFeedback(coordinator.context(), input, `${received} ${lateReason}`)).code;
  };
  const refusal = async (doing: Promise<unknown>) =>
    doing.then(
      () => undefined,
      (error: { fields?: Record<string, { text: string }>; text?: string }) =>
        error.fields ? Object.values(error.fields)[0]!.text : error.text,
    );
  const correct = (code: string, received: string) =>
    correctReceipt(coordinator.context(), code, {
      receivedAt: city(received),
      reason: 'Đọc nhầm dấu đến.',
    });

  it('is asked for twice beyond 30 days: the form comes back, and a reason opens it', async () => {
    const { visitor } = await person(world, 'coordinator');
    await visitor.get('/counter');
    const { senderKind, kind, language, subject, text, name, email } = submission();
    const typed = {
      senderKind,
      kind,
      language,
      subject,
      text,
      name: name!,
      email: email!,
      publishText: 'yes',
    };
    const regulation = 'tree-felling-permit';
    const received = { channel: 'letter', regulation, receivedAt: '2026-01-16T09:00' };
    const refused = await visitor.submit('/counter', { ...typed, ...received });
    expect(refused.status).to.equal(422);
    expect(refused.$('.error-summary a').attr('href')).to.equal('#lateReason');
    expect(refused.$('#text').val()).to.equal(text);
    const receipt = await visitor.submit('/counter', { lateReason: LATE });
    expect(receipt.path).to.match(/receipt$/);
    const code = receipt.path.split('/')[2]!;
    const desk = await visitor.get(`/feedback/${code}`);
    expect(desk.text).to.contain(LATE);
    expect(desk.$('#receipt-correction-receivedAt').attr('type')).to.equal('datetime-local');
    expect((await world.visitor().get(`/feedback/${code}`)).text).not.to.contain(LATE);
  });

  it('needs no reason within 30 days, and no reason opens a year', async () => {
    expect(await refusal(enter('2026-02-02 11:00'))).to.equal(undefined);
    expect(await refusal(enter('2025-02-03 09:00', LATE))).to.equal('feedback.errors.too-old');
  });

  it('is put right with a trace; the clock is counted anew and the mark of lateness goes', async () => {
    const code = await enter('2026-02-03 09:00');
    await world.advance({ minutes: 10 });
    const before = await find(code);
    expect(before.overdueAt).to.not.equal(null);
    await correct(code, '2026-03-03 09:00');
    const after = await find(code);
    expect(after.receivedAt).to.deep.equal(city('2026-03-03 09:00'));
    expect(after.dueAt).to.deep.equal(city('2026-03-17 17:00'));
    expect([after.overdueAt, after.holdings[0]!.from]).to.deep.equal([null, after.receivedAt]);
    const visitor = world.visitor();
    const passport = await visitor.get(`/feedback/${code}/deadline`);
    expect(passport.text).to.contain('09:00, Thứ Ba, ngày 03/02/2026');
    expect(passport.text).to.contain('Sửa thời điểm nhận');
    expect((await visitor.get(`/feedback/${code}`)).text).not.to.contain('Đọc nhầm dấu đến');
    await world.settled();
    const letter = world.letters.all.find(({ subject }) => subject.includes('sửa ngày nhận'));
    expect(letter!.text).to.contain('17:00, Thứ Ba, ngày 17/03/2026');
  });

  it('is not put after its entry, and of what came by the web it is the machine’s', async () => {
    const code = await enter('2026-03-03 09:00');
    expect(await refusal(correct(code, '2026-03-04 11:00'))).to.equal('feedback.errors.received-after-entry');
    expect(await refusal(correct(code, '2026-03-03 09:00'))).to.equal('feedback.errors.received-so');
    const { code: own } = await submitFeedback(senderContext(world), submission(), {
      channel: 'web',
    });
    expect(await refusal(correct(own, '2026-03-03 09:00'))).to.not.equal(undefined);
    expect((await find(own)).receivedAt).to.deep.equal(city('2026-03-04 10:00'));
  });
});
