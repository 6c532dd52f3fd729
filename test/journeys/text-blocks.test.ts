import { expect } from 'chai';
import { TextBlock } from '../../server/feedback/text-blocks/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item, UNIT } from '../support/factories.ts';
import { colleague } from '../support/people.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

/** What an office writes again and again; the blank in square brackets is for whoever answers. */
const BLOCKS: Record<string, { name: string; before: string; after: string; blank: string; own: string }> = {
  vi: {
    name: 'Mở đầu câu trả lời',
    before: 'Cảm ơn ông/bà đã gửi phản ánh',
    after: 'Căn cứ',
    blank: '[số quyết định]',
    own: 'Kính gửi ông/bà,',
  },
  en: {
    name: 'How an answer begins',
    before: 'Thank you for your feedback',
    after: 'This rests on',
    blank: '[number of the decision]',
    own: 'Dear resident,',
  },
  ru: {
    name: 'Начало ответа',
    before: 'Благодарим вас за обращение',
    after: 'Основание:',
    blank: '[номер решения]',
    own: 'Уважаемый заявитель!',
  },
};

describe('a journey: text blocks of an office', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('text-blocks');
  });
  after(() => screens?.close());

  for (const language of TOLD_IN)
    it(`${language}: one is written with placeholders, inserted at the desk and filled in where somebody writes`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { name, before: begin, after: end, blank, own } = BLOCKS[language]!;
      const { subject, text } = WORDS[language]!;
      const written = language as ContentLanguage;
      const wishes = { units: [UNIT], language };
      const head = await screens.desk(await colleague(world, 'head', wishes), language);
      await head.open('/text-blocks');
      expect(await head.page.innerText('h1')).to.equal(t('feedback.text-blocks.title'));
      const form = 'main form[action="/text-blocks"]';
      await head.page.selectOption('#block-language', language);
      await head.page.fill('#block-name', name);
      await head.page.fill('#block-text', `${begin} {code} {oops}. ${end} ${blank}.`);
      await head.press(`${form} button[type=submit]`);
      expect(await head.page.innerText('#block-text-error')).to.contain('{oops}');
      expect(await head.page.inputValue('#block-name'), 'what was typed stays').to.equal(name);
      expect(await head.page.inputValue('#block-language')).to.equal(language);
      await head.page.fill('#block-text', `${begin} {code}. ${end} ${blank}.`);
      await head.press(`${form} button[type=submit]`);
      expect(await head.page.locator('.row-title').allInnerTexts()).to.include(name);

      const { code } = await item(world, {
        status: 'assigned',
        input: { language: written, subject, text },
      });
      const official = await screens.desk(await colleague(world, 'official', wishes), language);
      const { page } = official;
      await official.open(`/feedback/${code}`);
      const offered = await page.locator('#answer-block option').allTextContents();
      expect(offered, 'those in the language of the answer alone').to.deep.equal([name]);
      await page.fill('#answer-point-1-text', own);
      await page.locator('details.text-blocks > summary').click();
      await official.look();
      await page.selectOption('#answer-block', { label: name });
      await page.click('details.text-blocks button[value=insert]');
      expect(await page.inputValue('#answer-point-1-text')).to.equal(
        `${own}\n${begin} ${code}. ${end} ${blank}.`,
      );
      await official.look();

      await page.check('#answer-outcome');
      await official.press('#answer-send button[value=submit]');
      expect(await page.innerText('.error-summary'), 'the blank is left').to.contain(blank);
      expect(await TextBlock.countDocuments({ language: language as ContentLanguage })).to.equal(1);
      await leave(head, official);
    });
});
