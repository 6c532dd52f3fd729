import { expect } from 'chai';
import { loadAnswerRules, withOwnRules } from '../../server/answer-quality/index.ts';
import { unusablePhrase } from '../../server/feedback/answer-check/rules/phrases.ts';
import { answerRules, answerRulesJob } from '../../server/feedback/answer-check/rules-in-force.ts';
import { item } from '../support/factories.ts';
import { type Person, person } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';

describe('phrases that a city adds to the answer check', () => {
  it('need letters enough that they are not found everywhere', () => {
    const unusable = ['*', 'a*', 'a b', '_ xem xét', 'xem xét _', '…'];
    for (const phrase of unusable) expect(unusablePhrase(phrase), phrase).to.equal(true);
    const usable = ['đề nghị _ liên hệ', 'рассмотр* вопрос*', 'as soon as', 'theo quy định'];
    for (const phrase of usable) expect(unusablePhrase(phrase), phrase).to.equal(false);
    for (const { phrases } of Object.values(loadAnswerRules().languages))
      expect(Object.values(phrases).flat().filter(unusablePhrase)).to.deep.equal([]);
  });
});

describe('the rules of the answer check, set by the city', function () {
  this.timeout(60_000);
  let world: World;
  let administrator: Person;
  const visitor = () => administrator.visitor;

  before(async () => {
    world = await startWorld();
    administrator = await person(world, 'administrator');
    await item(world, { status: 'answered' });
  });
  after(() => world.stop());

  async function preview(rule: string, fields: Record<string, string | string[]>) {
    await visitor().get(`/settings/${rule}`);
    return visitor().submit('#set-rule', fields);
  }

  it('ship as data/seed has them, and stay those while nobody changes them', async () => {
    await world.app.scheduler.run(answerRulesJob);
    expect(answerRules()).to.equal(loadAnswerRules());
    const unchanged = await preview('answer-limits', {});
    expect(unchanged.$('tbody tr').length).to.equal(0);
    const same = await preview('answer-phrases-ru', {});
    expect(same.$('tbody tr').length).to.equal(0);
  });

  it('tell before they are changed which of the last answers would be judged otherwise', async () => {
    const none = await preview('answer-limits', { 'longSentenceWords-vi': '61' });
    expect(none.$('#judged-otherwise').parent().text())
      .to.contain('1 câu trả lời')
      .and.to.contain('0 câu sẽ');
    const seen = await preview('answer-limits', { vagueStrictness: '-3', clearStrictness: '3' });
    expect(seen.$('tbody tr').length).to.equal(2);
    expect(seen.$('#judged-otherwise').parent().find('a[href^="/feedback/"]').length).to.equal(1);
  });

  it('hold from their day on, with another version, in preview and history as what came and went', async () => {
    const form = await visitor().get('/settings/answer-phrases-vi');
    const general = form.$('#general').text().split('\n');
    const wrong = await preview('answer-phrases-vi', { general: [...general, '*'].join('\n') });
    expect([wrong.status, wrong.$('#general-error').length]).to.deep.equal([422, 1]);
    const words = [...general.slice(1), 'theo tinh thần chung'].join('\n');
    const seen = await preview('answer-phrases-vi', { general: words, basis: 'QĐ 9/2026' });
    const cells = seen.$('tbody tr').first().text();
    expect(cells).to.contain('theo tinh thần chung').and.to.contain(general[0]);
    expect(cells).not.to.contain(general[1]);
    const back = await visitor().submit('#confirm-rule', { confirmed: 'no' });
    expect(back.$('#general').text()).to.equal(words);
    await visitor().submit('#set-rule', {});
    expect((await visitor().submit('#confirm-rule', { confirmed: 'yes' })).status).to.equal(200);
    await world.app.scheduler.run(answerRulesJob);
    expect(answerRules()).to.equal(loadAnswerRules());
    await world.advance({ days: 1 });
    expect(answerRules().languages.vi.phrases['general']).to.include('theo tinh thần chung');
    expect(answerRules().version).not.to.equal(loadAnswerRules().version);
    const history = await visitor().get('/settings/answer-phrases-vi');
    expect(history.$('#changes').parent().text()).to.contain('theo tinh thần chung');
    const undone = await visitor().get('/settings/answer-phrases-vi?again=last');
    expect(undone.$('#general').text()).to.equal(general.join('\n'));
  });

  it('say another version for another content', () => {
    const rules = loadAnswerRules();
    const one = withOwnRules(rules, { limits: { ...rules.limits, vagueStrictness: 1 } });
    const other = withOwnRules(rules, { limits: { ...rules.limits, vagueStrictness: 2 } });
    expect(new Set([rules.version, one.version, other.version]).size).to.equal(3);
  });
});
