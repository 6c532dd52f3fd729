import { expect } from 'chai';
import { shownVersion } from '../../../server/feedback/answering/queries.ts';
import { transferFeedback } from '../../../server/feedback/index.ts';
import { Feedback, type FeedbackFields } from '../../../server/feedback/item/model.ts';
import { castOf, item, UNIT } from '../../support/factories.ts';
import { caller, callLive } from '../../support/live.ts';
import { api, type Colleague, colleague, signIn, tokenFor } from '../../support/people.ts';
import type { Visitor } from '../../support/visitor.ts';
import { startWorld, type World } from '../../support/world.ts';
import { POINTS, VAGUE } from '../answering/fixtures.ts';

describe('the check of an answer while it is typed', function () {
  this.timeout(30_000);
  let world: World;
  let official: Colleague;
  let desk: Visitor;
  let code: string;
  before(async () => {
    world = await startWorld();
    official = await (await castOf(world)).inUnit('official', UNIT);
    desk = world.visitor();
    await signIn(desk, official);
    code = await assigned();
  });
  after(() => world.stop());

  const assigned = async () => (await item(world, { status: 'assigned', input: { points: POINTS } })).code;
  const stored = async (of: string) => (await Feedback.findOne({ code: of }).lean())!;

  it('gives findings with their words and fields, what is missing, and the points', async () => {
    const points = [{ n: 1, outcome: 'accepted', text: VAGUE }];
    const answer = await callLive(desk, 'answer.check', { code, outcome: 'accepted', points, text: '' });
    expect(answer).to.include({ ok: true, verdict: 'vague', gate: 'override' });
    const findings = answer['findings'] as { field?: string; quoted?: string; hint: string }[];
    expect(
      findings.some(({ field, quoted }) => field === 'point-1-text' && VAGUE.includes(quoted!)),
    ).to.equal(true);
    expect(answer['points']).to.deep.equal([
      { n: 1, answered: false },
      { n: 2, answered: false },
    ]);
    expect((answer['missing'] as { element: string }[]).map(({ element }) => element)).to.include('contact');
    expect((await stored(code)).answer, 'nothing is written').to.equal(null);
  });

  it('says in which field each point is answered, and by which words', async () => {
    const text = 'Phường đã sửa đèn ngày 03/03/2026; ông Hải kiểm tra lại vào ngày 05/05/2026.';
    const points = [{ n: 1, outcome: 'accepted', text }];
    const answer = await callLive(desk, 'answer.check', { code, outcome: 'accepted', points, text: '' });
    const [first, second] = answer['points'] as { field?: string; place?: string; quoted?: string }[];
    expect(first).to.include({ n: 1, answered: true, field: 'point-1-text' });
    expect(text).to.contain(first!.quoted!);
    expect(first!.place).to.contain('1');
    expect(second).to.deep.equal({ n: 2, answered: false });
  });

  it('says the same by the API', async () => {
    const call = api(world, await tokenFor(world, official));
    const { status, body } = await call('post', `/feedback/${code}/answer/check`, {
      body: { text: VAGUE },
    });
    expect([status, body.verdict]).to.deep.equal([200, 'vague']);
  });

  it('flags cited documents that have ended', async () => {
    const text = 'Theo Nghị định 61/2018/NĐ-CP, Sở cắt tỉa cây ngày 12/3/2026.';
    const answer = await callLive(desk, 'answer.check', { code, text });
    const checks = (answer['findings'] as { check: string; hint: string }[]).filter(({ check }) =>
      check.startsWith('citation'),
    );
    expect(checks).to.have.lengthOf(1);
    expect(checks[0]!.hint).to.contain('118/2025/NĐ-CP');
  });

  it('knows each document that it tells people to cite instead', async () => {
    const text = 'Theo Nghị định 118/2025/NĐ-CP và Nghị định 102/2024/NĐ-CP, Sở cắt cây ngày 12/3/2026.';
    const answer = await callLive(desk, 'answer.check', { code, text });
    const cited = answer['citations'] as { state: string }[];
    expect(cited.map(({ state }) => state)).to.deep.equal(['known', 'known']);
  });

  it('knows laws by their name and year', async () => {
    const text = 'Theo Điều 9 Luật Đất đai 2024 và Luật Đất đai 2013, Sở cắt tỉa cây ngày 12/3/2026.';
    const answer = await callLive(desk, 'answer.check', { code, text });
    const cited = answer['citations'] as { text: string; state: string; number: string }[];
    expect(cited.map(({ text: each, state, number }) => [each, state, number])).to.deep.equal([
      ['Điều 9 Luật Đất đai 2024', 'known', '31/2024/QH15'],
      ['Luật Đất đai 2013', 'expired', '45/2013/QH13'],
    ]);
  });

  it('lists a document once on the page, however often the answer cites it', async () => {
    const text = 'Theo Nghị định 118/2025/NĐ-CP, Sở cắt cây ngày 12/3/2026 (nghị định 118/2025/NĐ-CP).';
    const row = (await Feedback.findOne({ code }).lean<FeedbackFields>())!;
    const answer = { outcome: 'accepted' as const, text, by: 'system', savedAt: world.clock.now() };
    const shown = shownVersion(row, { answer, answeredAt: world.clock.now() }, true);
    expect(shown.cited).to.have.lengthOf(1);
  });

  it('refuses strangers, other units and crooked input, and lives on', async () => {
    const other = world.visitor();
    await signIn(other, await colleague(world, 'official', { units: ['dept-health'] }));
    const asked = { code, text: 'Có.' };
    expect(await callLive(world.visitor(), 'answer.check', asked)).to.include({
      error: 'errors.sign-in-needed',
    });
    expect(await callLive(other, 'answer.check', asked)).to.include({ error: 'errors.forbidden' });
    expect(await callLive(desk, 'answer.check', { ...asked, code: 'PA-2026-999999' })).to.include({
      error: 'errors.not-found',
    });
    for (const crooked of [
      null,
      'x',
      [],
      7,
      { code },
      { code: { $ne: '' }, text: '' },
      { ...asked, points: { length: 1e9 } },
      { ...asked, __proto__: null, constructor: 1 },
    ]) {
      const { ok } = await callLive(desk, 'answer.check', crooked);
      expect(ok, JSON.stringify(crooked)).to.equal(JSON.stringify(crooked) === JSON.stringify({ code }));
    }
    expect((await callLive(desk, 'answer.check', asked)).ok).to.equal(true);
  });

  it('answers the newest of the drafts that wait, and holds none of another item back', async () => {
    const line = await caller(desk);
    const another = await assigned();
    const typed = ['Có', 'Có, Sở', 'Có, Sở làm.'].map((text) => ({ code, text }));
    const asked = [...typed, { code: another, text: 'Có' }, { code, text: 'Có', reading: 'store' }];
    const answers = await Promise.all(asked.map((each) => line.ask('answer.check', each)));
    line.close();
    expect(answers.map(({ ok, error }) => (ok ? 'ok' : error))).to.deep.equal([
      'errors.overtaken',
      'errors.overtaken',
      ...['ok', 'ok', 'ok'],
    ]);
  });

  it('refuses the next draft of an item that the unit has no longer', async () => {
    const line = await caller(desk);
    const given = await assigned();
    const check = async () => {
      const { ok, error } = await line.ask('answer.check', { code: given, text: 'Có.' });
      return ok ? 'ok' : error;
    };
    expect(await check()).to.equal('ok');
    const { coordinator } = await castOf(world);
    const reason = 'Thuộc lĩnh vực của Sở Y tế.';
    await transferFeedback(coordinator.context(), given, { unit: 'dept-health', reason });
    expect(await check()).to.equal('errors.forbidden');
    line.close();
  });

  it('counts calls of a session', async () => {
    const busy = world.visitor();
    await signIn(busy, official);
    const all = await Promise.all(
      Array.from({ length: 60 }, () => callLive(busy, 'answer.check', { code, text: 'Có.' })),
    );
    expect(all.filter(({ ok }) => ok).length).to.be.at.most(50);
    expect(all.some(({ error }) => error === 'errors.too-many')).to.equal(true);
  });
});
