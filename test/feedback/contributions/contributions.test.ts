import { expect } from 'chai';
import { nextReminder, remindsAt } from '../../../server/feedback/contributions/rules.ts';
import {
  approveAnswer,
  askContribution,
  giveContribution,
  submitAnswer,
  transferFeedback,
  withdrawContribution,
} from '../../../server/feedback/index.ts';
import { Feedback } from '../../../server/feedback/item/model.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../../server/platform/errors.ts';
import { Journal } from '../../../server/platform/journal/index.ts';
import { castOf, item, OTHER_UNIT, UNIT } from '../../support/factories.ts';
import { api, type Colleague, type Person, person } from '../../support/people.ts';
import { refusal } from '../../support/refusal.ts';
import { startWorld, type World } from '../../support/world.ts';

const QUESTION = 'Cây này có sâu bệnh không, có được chặt hạ không?';
const PART = 'Cây không sâu bệnh; theo hồ sơ số 14 chỉ được tỉa cành, không được chặt hạ.';
const UNTIL = '2026-03-11';
const until = new Date('2026-03-11T10:00:00Z');
const VAGUE = {
  outcome: 'accepted' as const,
  text: 'Sở sẽ xem xét trong thời gian tới.',
  reason: 'Việc gấp.',
};

describe('contributions of several units', function () {
  this.timeout(60_000);
  let world: World;
  let official: Colleague;
  let head: Colleague;
  let helper: Person;
  let code: string;

  before(async () => {
    world = await startWorld();
    const cast = await castOf(world);
    official = await cast.inUnit('official', UNIT);
    head = await cast.inUnit('head', UNIT);
    helper = await person(world, 'head', { units: [OTHER_UNIT] });
  });
  after(() => world.stop());
  beforeEach(async () => {
    ({ code } = await item(world, { status: 'assigned', written: { publicText: PUBLIC } }));
  });

  const PUBLIC = { subject: 'Cây lớn sắp đổ', text: 'Cây xà cừ trước số nhà 12 đã nghiêng, cành khô rơi.' };
  const ask = (change: object = {}) =>
    askContribution(official.context(), code, {
      unit: OTHER_UNIT,
      question: QUESTION,
      until,
      ...change,
    });
  const stored = async () => (await Feedback.findOne({ code }).lean())!;
  const letters = () => world.letters.to(helper.actor.email).filter(({ subject }) => subject.includes(code));

  it('holds the answer back until the part is there', async () => {
    await ask();
    const submit = () => submitAnswer(official.context(), code, VAGUE);
    expect(await refusal(submit()))
      .to.be.instanceOf(Conflict)
      .and.include({
        text: 'feedback.contributions.errors.awaited',
      });
    expect((await stored()).status).to.equal('assigned');
    await giveContribution(helper.context(), code, { n: 1, text: PART });
    await submit();
    await approveAnswer(head.context(), code, { override: 'Đã trao đổi với người gửi.' });
    expect((await stored()).status).to.equal('answered');
    await world.settled();
    const names = (await Journal.find({ 'subject.code': code }).lean()).map(({ name }) => name);
    expect(names).to.include.members(['feedback.contribution-asked', 'feedback.contribution-given']);
  });

  it('lets the leading unit go on without it, and nobody else', async () => {
    await ask();
    expect(await refusal(withdrawContribution(helper.context(), code, { n: 1 }))).to.be.instanceOf(Forbidden);
    expect(await refusal(withdrawContribution(official.context(), code, { n: 2 }))).to.be.instanceOf(
      NotFound,
    );
    await withdrawContribution(official.context(), code, { n: 1 });
    const late = giveContribution(helper.context(), code, { n: 1, text: PART });
    expect(await refusal(late)).to.be.instanceOf(Forbidden);
    await submitAnswer(official.context(), code, VAGUE);
    await world.settled();
    expect(
      letters()
        .map(({ text }) => text)
        .join(),
    ).to.contain('đã rút yêu cầu');
  });

  it('refuses the own unit, a day gone by, and a second request to the same unit', async () => {
    expect(await refusal(ask({ unit: UNIT }))).to.be.instanceOf(Invalid);
    expect(await refusal(ask({ unit: 'no-such-unit' }))).to.be.instanceOf(Invalid);
    expect(await refusal(ask({ until: new Date('2026-03-03T10:00:00Z') }))).to.be.instanceOf(Invalid);
    // The item is due on 18 March; the 14th is a Saturday.
    expect(await refusal(ask({ until: new Date('2026-03-19T10:00:00Z') }))).to.be.instanceOf(Invalid);
    expect(await refusal(ask({ until: new Date('2026-03-14T10:00:00Z') }))).to.be.instanceOf(Invalid);
    await ask();
    expect(await refusal(ask())).to.be.instanceOf(Conflict);
    const foreign = askContribution(helper.context(), code, {
      unit: UNIT,
      question: QUESTION,
      until,
    });
    expect(await refusal(foreign)).to.be.instanceOf(Forbidden);
    const own = giveContribution(official.context(), code, { n: 1, text: PART });
    expect(await refusal(own)).to.be.instanceOf(Forbidden);
  });

  it('ends with the item: another unit leads, or the sender withdraws', async () => {
    await ask();
    await transferFeedback(head.context(), code, {
      unit: 'dept-tourism',
      reason: 'Việc của đơn vị kia.',
    });
    const { contributions, contributionRemindAt } = await stored();
    expect(contributions[0]!.withdrawnAt).to.deep.equal(world.clock.now());
    expect(contributionRemindAt).to.equal(null);
  });

  it('is asked, written and read by form; the contributor sees public words only', async () => {
    const desk = await person(world, 'official', { units: [UNIT] });
    await desk.visitor.get(`/feedback/${code}`);
    const request = `form[action="/feedback/${code}/contribution-request"]`;
    const wrong = await desk.visitor.submit(request, { unit: OTHER_UNIT, question: QUESTION, until: '' });
    expect(wrong.status).to.equal(422);
    expect(wrong.$('#contribution-request-question').val()).to.equal(QUESTION);
    await desk.visitor.submit(request, { unit: OTHER_UNIT, question: QUESTION, until: UNTIL });
    await world.settled();
    expect(letters()[0]!.text).to.contain(QUESTION);

    const inbox = await helper.visitor.get('/inbox');
    expect(inbox.$('.group-asked').text()).to.contain(code);
    const page = await helper.visitor.get(`/feedback/${code}`);
    expect(page.text).to.contain(QUESTION).and.to.contain(PUBLIC.text);
    for (const secret of ['Nguyễn Thị Lan', 'lan@kin.example', 'sau trận mưa', 'Câu trả lời ngắn'])
      expect(page.text).not.to.contain(secret);
    const form = `form[action="/feedback/${code}/contribution"]`;
    const short = await helper.visitor.submit(form, { text: '' });
    expect(short.status).to.equal(422);
    const given = await helper.visitor.submit(form, { text: PART });
    expect(given.$(form)).to.have.lengthOf(0);
    expect(given.text).to.contain(PART);

    const back = await desk.visitor.get(`/feedback/${code}`);
    expect(back.$('section[aria-labelledby=contributions-title]').text()).to.contain(PART);
    const stranger = await world.visitor().get(`/feedback/${code}`);
    const { body } = await api(world)('get', `/feedback/${code}`);
    for (const seen of [stranger.text, JSON.stringify(body)])
      expect(seen).not.to.contain(PART).and.not.to.contain(QUESTION);
    const third = await person(world, 'official', { units: ['dept-tourism'] });
    expect((await third.visitor.get(`/feedback/${code}`)).text).not.to.contain(QUESTION);
  });

  it('says at the desk why the answer waits, with what was typed', async () => {
    await ask();
    const desk = await person(world, 'official', { units: [UNIT] });
    await desk.visitor.get(`/feedback/${code}`);
    const typed = { outcome: 'accepted', text: VAGUE.text, reason: 'Việc gấp.', step: 'submit' };
    const seen = await desk.visitor.submit(`form[action="/feedback/${code}/answer"]`, typed);
    expect(seen.status).to.equal(409);
    expect(seen.text).to.contain('Còn chờ ý kiến của cơ quan phối hợp');
    expect(seen.$('#answer-text').val()).to.equal(VAGUE.text);
  });

  it('reminds once, a day before', async () => {
    await ask();
    await world.settled();
    expect(letters()).to.have.lengthOf(1);
    await world.advance({ days: 6, hours: 12 });
    await world.advance({ hours: 1 });
    expect(letters().map(({ subject }) => subject.includes('nhắc'))).to.deep.equal([false, true]);
    expect((await stored()).contributionRemindAt).to.equal(null);
  });
});

describe('when contributions are reminded of', () => {
  const at = (date: string) => new Date(`2026-03-${date}T10:00:00Z`);
  const asked = { until: at('11'), askedAt: at('04'), remindedAt: null };
  const whole = {
    n: 1,
    unit: 'x',
    question: '',
    askedBy: '',
    text: null,
    by: null,
    givenAt: null,
    withdrawnAt: null,
  };

  it('is a day before, at the date itself when asked late, and once', () => {
    expect(remindsAt(asked)).to.deep.equal(at('10'));
    expect(remindsAt({ ...asked, askedAt: at('10') })).to.deep.equal(at('11'));
    expect(remindsAt({ ...asked, remindedAt: at('10') })).to.equal(null);
  });

  it('is the first of those still open', () => {
    const second = { ...whole, ...asked, until: at('08') };
    expect(nextReminder([{ ...whole, ...asked }, second])).to.deep.equal(at('07'));
    expect(
      nextReminder([
        { ...whole, ...asked },
        { ...second, givenAt: at('05') },
      ]),
    ).to.deep.equal(at('10'));
    expect(nextReminder([])).to.equal(null);
  });
});
