import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { castOf, item } from '../support/factories.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { leave, openFold, Screens, TOLD_IN, WORDS } from './screens.ts';

const DECISION: Record<string, string> = {
  vi: 'Chúng tôi đã đọc nhầm phản ánh của ông bà.',
  en: 'We have misread what you wrote.',
  ru: 'Мы неверно прочитали ваше обращение.',
};

describe('a journey: a refusal that does not hold', function () {
  this.timeout(180_000);
  let screens: Screens;
  let refuser: Colleague;
  before(async () => {
    screens = await Screens.of('contest');
    refuser = (await castOf(screens.world)).coordinator;
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: is contested once by the receipt key without script, and overturned by another coordinator`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text, reason } = WORDS[language]!;
      const email = `refused-${language}@kin.example`;
      const input = { language: language as ContentLanguage, subject, text, email };
      const one = await item(world, { status: 'refused', input });
      const second = await screens.coordinator(language);
      const form = (name: string) => `form[action="/feedback/${one.code}/${name}"]`;

      const sender = await screens.senderOf(one, language);
      const { page } = sender;
      await openFold(sender, form('refusal-contest'));
      await sender.press(`${form('refusal-contest')} button[type=submit]`);
      expect(await page.locator('#refusal-contest-reason-error').count(), 'a reason is needed').to.equal(1);
      await page.fill('#refusal-contest-reason', reason);
      await sender.press(`${form('refusal-contest')} button[type=submit]`);
      const told = await page.innerText('section.refusal');
      expect(told).to.contain(t('feedback.contest.waiting')).and.to.contain(reason);
      expect(await page.locator(form('refusal-contest')).count(), 'once').to.equal(0);
      await world.settled();
      const about = (to: Colleague) =>
        world.letters.to(to.actor.email).filter((each) => each.subject.includes(one.code)).length;
      expect([about(second) > 0, about(refuser)]).to.deep.equal([true, 0]);

      const own = await screens.desk(refuser, 'vi');
      await own.open(`/feedback/${one.code}`);
      expect(await own.page.locator(form('refusal-upholding')).count()).to.equal(0);
      const desk = await screens.desk(second, language);
      await desk.press(`.group-contested a[href="/triage/${one.code}"]`);
      await desk.press(`.triage-ways a[href="/feedback/${one.code}"]`);
      expect(await desk.page.innerText('blockquote')).to.contain(reason);
      await openFold(desk, form('refusal-return'));
      await desk.page.fill('#refusal-return-reason', DECISION[language]!);
      await desk.press(`${form('refusal-return')} button[type=submit]`);
      expect((await Feedback.findOne({ code: one.code }).lean())!.status).to.equal('submitted');
      await world.settled();
      expect(world.letters.to(email).at(-1)!.text).to.contain(DECISION[language]!);
      await desk.open('/triage');
      await desk.press(`a.row-title[href="/triage/${one.code}"]`);
      await desk.press('button[value=send]');

      await sender.open(`/feedback/${one.code}`);
      expect(await page.locator('section.refusal').count()).to.equal(0);
      expect(await page.locator(form('refusal-contest')).count()).to.equal(0);
      const stranger = await screens.outside(language);
      await stranger.open(`/feedback/${one.code}`);
      const shown = await stranger.read();
      expect(shown).to.contain(text).and.to.not.contain(reason).and.to.not.contain(DECISION[language]!);
      await leave(sender, own, desk, stranger);
    });

  it('counts for whoever refused, where administrators alone read it', async () => {
    const administrator = await colleague(screens.world, 'administrator');
    const desk = await screens.desk(administrator, 'vi');
    await desk.open('/refusals');
    const row = await desk.page.innerText(`tr:has(th:text-is("${refuser.actor.name}"))`);
    expect(row.replace(/\s+/g, ' ')).to.contain('3 3 3 100%');
    await leave(desk);
  });
});
