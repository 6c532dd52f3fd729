import { expect } from 'chai';
import {
  acceptFeedback,
  addNote,
  approveAnswer,
  assignFeedback,
  raiseFeedback,
  routeFeedback,
  splitFeedback,
  submitAnswer,
  succeedUnit,
} from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { isSender } from '../../../server/feedback/item/policy.ts';
import type { Difficulty } from '../../../server/feedback/raising/schemas.ts';
import { suggestionFor } from '../../../server/feedback/routing/actions.ts';
import { SENDER_REQUIREMENTS } from '../../../server/feedback/submission/requirements/settings.ts';
import { systemContext } from '../../../server/platform/context.ts';
import { changeSetting } from '../../../server/settings/index.ts';
import { castOf, item, OTHER_UNIT, REGULATION, UNIT } from '../../support/factories.ts';
import { type Person, person, tokenFor } from '../../support/people.ts';
import { refusal } from '../../support/refusal.ts';
import { startWorld, type World } from '../../support/world.ts';

/** The office that raises something; UNIT answers. */
const RAISER = OTHER_UNIT;
const SUBJECT = 'Cây đổ chắn lối vào trạm y tế';
const TEXT = 'Cây xà cừ nghiêng sát mái trạm y tế. Đã gửi hai công văn nhưng chưa có người đến cắt tỉa.';

describe('what an office raises with another', function () {
  this.timeout(60_000);
  let world: World;
  let official: Person;
  let head: Person;
  let coordinator: Person;

  before(async () => {
    world = await startWorld();
    official = await person(world, 'official', { units: [RAISER] });
    head = await person(world, 'head', { units: [RAISER] });
    coordinator = await person(world, 'coordinator');
  });
  after(() => world.stop());

  const row = async (code: string) => (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
  const refusedWith = async (doing: Promise<unknown>) => {
    const { text, fields } = (await refusal(doing)) as {
      text: string;
      fields?: Record<string, { text: string }>;
    };
    return fields ? Object.values(fields)[0]!.text : text;
  };
  const given = (change: Partial<Difficulty> = {}): Difficulty => ({
    ...{ raisedBy: RAISER, kind: 'feedback', regulation: REGULATION, subject: SUBJECT, text: TEXT },
    ...{ language: 'vi', publishText: true, ...change },
  });
  const raise = async (change: Partial<Difficulty> = {}) =>
    (await raiseFeedback(official.context(), given(change), { channel: 'api' })).code;
  async function answered(): Promise<string> {
    const code = await raise();
    const cast = await castOf(world);
    const writer = await cast.inUnit('official', UNIT);
    const { id, name } = writer.actor;
    await acceptFeedback(coordinator.context(), code);
    await routeFeedback(coordinator.context(), code, { unit: UNIT });
    const boss = await cast.inUnit('head', UNIT);
    await assignFeedback(boss.context(), code, { id, name });
    await submitAnswer(writer.context(), code, {
      outcome: 'accepted',
      text: 'Sở sẽ cắt tỉa cây này trước ngày 15/3/2026. Người phụ trách: Phòng Hạ tầng.',
      reason: 'Việc đơn giản.',
    });
    await approveAnswer(boss.context(), code, { override: 'Đã trao đổi với người gửi.' });
    await world.settled();
    return code;
  }

  it('has its people as sender, whoever has a key', () => {
    const raised = { code: 'PA-2026-000001', raised: { unit: RAISER } };
    expect(isSender(official.actor, raised)).to.equal(true);
    expect(isSender({ ...official.actor, units: [UNIT] }, raised)).to.equal(false);
    expect(isSender({ ...official.actor, units: [] }, raised)).to.equal(false);
    expect(isSender(coordinator.actor, raised)).to.equal(false);
    expect(isSender({ kind: 'visitor', holds: [raised.code] }, raised)).to.equal(false);
  });

  it('is sent by a form, which keeps what was typed where the office is its own', async () => {
    const { visitor } = official;
    await visitor.get('/difficulties/new');
    const typed = { subject: SUBJECT, text: TEXT, unit: RAISER };
    const refused = await visitor.submit('/difficulties/new', typed);
    expect([refused.status, refused.$('.error-summary a').attr('href')]).to.deep.equal([422, '#unit']);
    expect(refused.$('#text').val()).to.equal(TEXT);
    const page = await visitor.submit('/difficulties/new', { unit: UNIT });
    expect(page.$('.own').text()).to.contain(TEXT.slice(0, 20));
    const code = page.path.split('/')[2]!;
    expect(await row(code)).to.deep.include({
      ...{ raised: { unit: RAISER, by: official.actor.id }, enteredBy: null, channel: 'web' },
      ...{ concernsUnit: UNIT, status: 'submitted' },
    });
    expect((await head.visitor.get('/difficulties')).text).to.contain(SUBJECT);
  });

  it('is for nobody else before it is accepted, and says so to everybody afterwards', async () => {
    const code = await raise();
    const stranger = world.visitor();
    const elsewhere = await person(world, 'official', { units: ['dept-finance'] });
    for (const { visitor } of [{ visitor: stranger }, elsewhere])
      expect((await visitor.get(`/feedback/${code}`)).text).not.to.contain(SUBJECT);
    expect((await head.visitor.get(`/feedback/${code}`)).text).to.contain(SUBJECT);
    const listed = async () =>
      (await stranger.get('/feedback?sender=authority')).$('.rows').text().includes(code);
    expect(await listed()).to.equal(false);
    await acceptFeedback(coordinator.context(), code);
    expect(await listed()).to.equal(true);
    const { code: other } = await item(world, { status: 'accepted' });
    expect((await stranger.get('/feedback?sender=authority')).text).not.to.contain(other);
    const told = await fetch(`${world.address}/api/v1/feedback/${code}`);
    expect(await told.json()).to.have.nested.property('raisedBy.slug', RAISER);
    expect((await stranger.get(`/feedback/${code}`)).$('dl.facts').text()).to.contain('Cơ quan kiến nghị');
    const queue = await coordinator.visitor.get('/items/list.csv?status=all&senderKind=authority');
    expect(queue.html).to.contain(code).and.contain('Sở Y tế').and.not.contain(other);
    const citizens = await coordinator.visitor.get('/items/list.csv?status=all&senderKind=citizen');
    expect(citizens.html).to.contain(other).and.not.contain(code);
  });

  it('never comes to the office that has raised it', async () => {
    const code = await raise();
    await acceptFeedback(coordinator.context(), code);
    const sent = routeFeedback(coordinator.context(), code, { unit: RAISER, reason: 'Thuộc lĩnh vực y tế.' });
    expect(await refusedWith(sent)).to.equal('feedback.raising.errors.raised-it');
    const about = { regulation: null, ward: null, concernsUnit: RAISER, raised: { unit: RAISER, by: 'x' } };
    expect(suggestionFor(about, world.clock.now()).unit).to.not.equal(RAISER);
    const own = raise({ raisedBy: RAISER, unit: RAISER });
    expect(await refusedWith(own)).to.equal('feedback.raising.errors.raised-it');
    const forOthers = raise({ raisedBy: UNIT, unit: OTHER_UNIT });
    expect(await refusedWith(forOthers)).to.equal('errors.forbidden');
  });

  it('is suggested to another office on the pages too, where whoever has raised it is in charge of the procedure', async () => {
    const { visitor } = coordinator;
    const inCharge = await person(world, 'official', { units: [UNIT] });
    const words = given({ raisedBy: UNIT, unit: OTHER_UNIT });
    const { code } = await raiseFeedback(inCharge.context(), words, { channel: 'api' });
    const screened = await visitor.get(`/triage/${code}`);
    expect(screened.$('#decision-unit option[selected]').attr('value')).to.equal(OTHER_UNIT);
    await acceptFeedback(coordinator.context(), code);
    const desk = await visitor.get(`/feedback/${code}`);
    expect(desk.$('#routing-unit option[selected]').attr('value')).to.equal(OTHER_UNIT);
  });

  it('is answered to its people, who rate it; figures tell what offices have raised', async () => {
    world.letters.clear();
    const code = await answered();
    for (const { email } of [official.actor, head.actor]) {
      const letter = world.letters.to(email).find(({ text }) => text.includes('cắt tỉa cây này'))!;
      expect(letter.text).to.contain(`/feedback/${code}`).and.not.contain('/open/');
    }
    const page = await head.visitor.get(`/feedback/${code}`);
    expect(page.$('form[action$="/rating"]').length).to.equal(1);
    expect(page.$('#papers').length).to.equal(0);
    const rated = await head.visitor.submit(`/feedback/${code}/rating`, {
      ...{ answered: 'yes', clear: 'yes', solved: 'partly' },
    });
    expect(rated.status).to.equal(200);
    await world.settled();
    expect((await head.visitor.get('/difficulties')).$('.counters').text()).to.contain('1 đã trả lời');
    const board = await world.visitor().get('/dashboard?sender=authority');
    expect(board.status).to.equal(200);
    expect(board.$('h1').text()).to.contain('Cơ quan nhà nước');
    const some = await world.visitor().get(`/dashboard?sender=authority&unit=${UNIT}`);
    expect(some.status).to.equal(200);
  });

  it('gives its people all that a sender can do on its page, and none of what staff tell each other', async () => {
    const raisedItem = async (wishes: Parameters<typeof item>[1]) => {
      const { code } = await item(world, wishes);
      await Feedback.updateOne({ code }, { raised: { unit: RAISER, by: official.actor.id } });
      return code;
    };
    const reason = 'Câu trả lời chưa cho biết ngày hoàn thành.';
    const acts = [
      { act: 'reply', wishes: { status: 'waiting' }, typed: { reply: reason }, became: 'submitted' },
      { act: 'refusal-contest', wishes: { status: 'refused' }, typed: { reason }, became: 'refused' },
      {
        act: 'reopening',
        wishes: { status: 'answered', rated: 'Chưa rõ.' },
        typed: { reason },
        became: 'routed',
      },
      {
        ...{ act: 'appeal', typed: { reason }, became: 'answered' },
        wishes: { status: 'answered', rated: 'Chưa rõ.', reopened: 'Chưa rõ.', answeredAgain: true },
      },
      { act: 'withdrawal', wishes: { status: 'accepted' }, typed: {}, became: 'withdrawn' },
    ] as const;
    for (const { act, wishes, typed, became } of acts) {
      const code = await raisedItem(wishes);
      await addNote(coordinator.context(), code, { text: 'Ghi chú chỉ nội bộ đọc.' });
      const page = await head.visitor.get(`/feedback/${code}`);
      expect(page.text, act).not.to.contain('Ghi chú chỉ nội bộ đọc.');
      const done = await head.visitor.submit(`/feedback/${code}/${act}`, typed);
      expect([done.status, (await row(code)).status], act).to.deep.equal([200, became]);
    }
    expect(await Feedback.countDocuments({ 'raised.unit': RAISER, 'appeal.reason': reason })).to.equal(1);
    expect(await Feedback.countDocuments({ 'raised.unit': RAISER, 'contest.reason': reason })).to.equal(1);
  });

  it('is raised and listed by programs too, and told in the open data', async () => {
    const bearer = { authorization: `Bearer ${await tokenFor(world, official)}` };
    const at = `${world.address}/api/v1/difficulties`;
    const post = (body: object, headers: Record<string, string>) =>
      fetch(at, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
    expect((await post(given(), {})).status).to.equal(401);
    expect((await post(given({ raisedBy: UNIT, unit: RAISER }), bearer)).status).to.equal(403);
    const made = await post(given(), bearer);
    const receipt = (await made.json()) as { code: string; key?: string };
    expect([made.status, receipt.key]).to.deep.equal([201, undefined]);
    const { items } = (await (await fetch(at, { headers: bearer })).json()) as { items: { code: string }[] };
    expect(items.map(({ code }) => code)).to.include(receipt.code);
    await acceptFeedback(coordinator.context(), receipt.code);
    const open = await (await fetch(`${world.address}/open-data/2026-03/items.jsonl`)).text();
    const lines = open
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.find(({ code }) => code === receipt.code)).to.include({ raisedBy: RAISER });
  });

  it('needs nothing that senders must give: its people have a name and an address', async () => {
    const { site } = world.app;
    const administrator = await person(world, 'administrator');
    const phoneAlone = { validFrom: '2026-03-05', name: 'yes', oneOf: ['phone'], basis: 'Nghị định 1/2026' };
    await changeSetting(administrator.context(), SENDER_REQUIREMENTS, phoneAlone, 1);
    const tomorrow = new Date('2026-03-05T03:00:00Z');
    const context = { ...official.context(), site, now: tomorrow };
    const { code } = await raiseFeedback(context, given(), { channel: 'api' });
    expect((await row(code)).sender).to.include({ kind: 'authority', email: official.actor.email });
  });

  it('is kept by what is split off, and by the office that goes on with another', async () => {
    const code = await raise({ text: `${TEXT} Vỉa hè trước trạm cũng bị lún sâu.` });
    await splitFeedback(coordinator.context(), code, {
      parts: [{ subject: 'Vỉa hè lún', text: 'Vỉa hè trước trạm cũng bị lún sâu.', unit: UNIT }],
    });
    await world.advance({ minutes: 2 });
    const part = await Feedback.findOne({ partOf: code }).lean<FeedbackFields>();
    expect(part!.raised).to.deep.equal({ unit: RAISER, by: official.actor.id });
    await succeedUnit(systemContext(world.app.site, 'test'), { from: RAISER, to: 'dept-finance' });
    expect((await row(code)).raised).to.deep.equal({ unit: 'dept-finance', by: official.actor.id });
  });
});
