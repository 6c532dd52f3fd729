import { expect } from 'chai';
import { REGULATION, UNIT } from '../support/factories.ts';
import { colleague } from '../support/people.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

const HEIGHT = { vi: 'Cây cao bao nhiêu mét?', en: 'How tall is the tree?', ru: 'Какой высоты дерево?' };
const PLACE = { vi: 'Cây mọc ở đâu?', en: 'Where does it grow?', ru: 'Где оно растёт?' };
const CHOICES = { vi: 'Vỉa hè\nCông viên', en: 'Pavement\nPark', ru: 'Тротуар\nПарк' };
const REPLY = 'A12-B7';

describe('a journey: questions of a procedure', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('questions');
  });
  after(() => screens?.close());

  it('are put down in three languages by the head of the office in charge', async () => {
    const head = await colleague(screens.world, 'head', { units: [UNIT] });
    const desk = await screens.desk(head, 'vi');
    const add = async (fields: Record<string, string>, kind: string, required: boolean) => {
      await desk.page.selectOption('#question-kind', kind);
      if (kind === 'choice') await desk.page.click('details:has(#question-choicesVi) > summary');
      if (required) await desk.page.check('#question-required');
      await desk.fill({ ...fields, from: '2026-03-04' });
      await desk.press(`main form[action="/procedure-questions/${REGULATION}"] button[type=submit]`);
      expect(await desk.page.locator('.error-summary').count()).to.equal(0);
    };
    await desk.open(`/procedure-questions/${REGULATION}`);
    await add(HEIGHT, 'text', true);
    const choices = { choicesVi: CHOICES.vi, choicesEn: CHOICES.en, choicesRu: CHOICES.ru };
    await add({ ...PLACE, ...choices }, 'choice', false);
    const asked = await desk.page.locator('section[aria-labelledby=asked-title]').innerText();
    expect(asked).to.contain(HEIGHT.vi).and.to.contain(PLACE.vi);
    await leave(desk);
  });

  for (const language of TOLD_IN)
    it(`${language}: are asked without script, kept through a refused form, and read at screening alone`, async () => {
      const { subject, text } = WORDS[language]!;
      const park = CHOICES[language as 'vi'].split('\n')[1]!;
      const sender = await screens.outside(language);
      const { page } = sender;
      await sender.open(`/feedback/new?regulation=${REGULATION}`);
      expect(await page.innerText('label[for=reply1]')).to.contain(HEIGHT[language as 'vi']);
      await sender.fill({ subject, text });
      await page.click(`#feedback-form label:text-is("${park}")`);
      await sender.press('.buttons button[value=sender]');
      expect(await page.locator('.error-summary a[href="#reply1"]').count()).to.equal(1);
      expect(await page.inputValue('#text')).to.equal(text);
      expect(await page.isChecked('input[name=reply2][value="Công viên"]')).to.equal(true);
      await page.fill('#reply1', REPLY);
      await sender.press('.buttons button[value=sender]');
      await sender.fill({ name: 'Nguyễn Thị Lan', email: `lan-${language}@kin.example` });
      await sender.press('button[name=step][value=preview]');
      const own = await page.innerText('section[aria-labelledby=private-title]');
      expect(own).to.contain(REPLY).and.to.contain(park);
      expect(await page.innerText('section[aria-labelledby=public-title]')).to.not.contain(REPLY);
      await sender.press('button[name=step][value=send]');
      const code = await page.locator('.big-code').first().innerText();
      await sender.press(`main a[href="/feedback/${code}"]`);
      expect(await page.textContent('section.own')).to.contain(REPLY);

      const coordinator = await screens.desk(await screens.coordinator(language), language);
      await coordinator.press(`a.row-title[href="/triage/${code}"]`);
      const read = await coordinator.page.innerText('.triage-read');
      for (const each of [HEIGHT[language as 'vi'], REPLY, park]) expect(read).to.contain(each);
      await coordinator.press('button[value=send]');
      const stranger = await screens.outside(language);
      await stranger.open(`/feedback/${code}`);
      const shown = await stranger.read();
      expect(shown).to.contain(text).and.to.not.contain(REPLY);
      await leave(sender, coordinator, stranger);
    });
});
