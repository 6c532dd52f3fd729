import { expect } from 'chai';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { item, REGULATION } from '../support/factories.ts';
import { leave, Screens, TOLD_IN, WORDS } from './screens.ts';

/** From so many on an item stands on top of its group. */
const LIFTED_BY = 3;

const OTHER = {
  subject: 'Chờ lâu ở bộ phận một cửa',
  text: 'Tôi lấy số lúc tám giờ sáng, đến gần trưa mới được gọi vào nộp hồ sơ khai sinh cho con.',
};

describe('a journey: somebody has written of this already', function () {
  this.timeout(180_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('concerns-me-too');
  });
  after(() => screens?.close());
  afterEach(() => Feedback.deleteMany({}));

  for (const language of TOLD_IN)
    it(`${language}: is told before anything is sent, and speaks for it once without script; it moves up the queue`, async () => {
      const { world } = screens;
      const t = translator(language);
      const { subject, text } = WORDS[language]!;
      const words = { language: language as ContentLanguage, subject, text };
      const answered = await item(world, { status: 'answered', input: words });
      const other = await item(world, { status: 'accepted', input: OTHER });
      const open = await item(world, { status: 'accepted', input: words });
      await world.settled();
      const count = t('feedback.voices.count', { count: LIFTED_BY });

      for (let number = 1; number <= LIFTED_BY; number++) {
        const reader = await screens.outside(language);
        const { page } = reader;
        if (number === 1) {
          await reader.open(`/feedback/new?regulation=${REGULATION}`);
          await reader.fill({ subject: `${subject}!`, text });
          await reader.press('.buttons button[value=sender]');
          const told = (title: string) => page.innerText(`section[aria-labelledby=${title}]`);
          expect(await told('alike-title')).to.contain(t('feedback.alike.title', { count: 1 }));
          expect(
            await page.locator(`#alike-title ~ .rows a[href="/feedback/${answered.code}"]`).count(),
          ).to.equal(1);
          expect(await told('open-alike-title')).to.contain(t('feedback.alike.open', { count: 1 }));
          const way = page.locator(`#open-alike-title ~ .rows a[href="/feedback/${open.code}#concerned"]`);
          await reader.open((await way.getAttribute('href'))!);
        } else await reader.open(`/feedback/${open.code}`);
        await reader.press('form#concerned button[type=submit]');
        expect(await page.innerText('form#concerned')).to.contain(
          t('feedback.voices.given', { count: number }),
        );
        if (number === 1) {
          await reader.press('form#concerned button[type=submit]');
          expect(await page.innerText('form#concerned')).to.contain(t('feedback.voices.give'));
          await reader.press('form#concerned button[type=submit]');
          expect(await page.innerText('form#concerned'), 'one person, one voice').to.contain(
            t('feedback.voices.given', { count: 1 }),
          );
        }
        if (number === LIFTED_BY) {
          await reader.open('/feedback');
          expect(await page.innerText(`.row:has(a[href="/feedback/${open.code}"])`)).to.contain(count);
        }
        await leave(reader);
      }

      const desk = await screens.desk(await screens.coordinator(language), language);
      await desk.open('/triage');
      const codes = await desk.page.locator('.triage-row .code').allInnerTexts();
      expect(codes.indexOf(open.code)).to.equal(0);
      expect(codes).to.include(other.code);
      expect(await desk.page.innerText(`.triage-row:has-text("${open.code}")`)).to.contain(count);
      await leave(desk);
    });
});
