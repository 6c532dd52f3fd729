import { expect } from 'chai';
import { addTag, routeFeedback } from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import type { ContentLanguage } from '../../server/platform/context.ts';
import { translator } from '../../server/platform/i18n/texts.ts';
import { castOf, item, UNIT } from '../support/factories.ts';
import { leave, openFold, Screens, TOLD_IN, WORDS } from './screens.ts';
import type { Teller } from './story.ts';

const MORE: Record<string, string> = {
  vi: 'Ngoài ra đèn đường đầu ngõ 14 đã tắt từ tuần trước, đề nghị sửa.',
  en: 'When will the street lamp at the corner of lane 14 be repaired?',
  ru: 'Кроме того, фонарь на углу переулка 14 не горит с прошлой недели.',
};
/** What all have in common beside that: English says it in fewer words. */
const SAME: Record<string, string> = {
  en: 'Please cut the dry branches before the storms begin, and tell us on which day somebody will come.',
};
const ANSWER =
  'Đội cây xanh đã cắt tỉa cây trước nhà số 12 ngày 02/03/2026; đèn ở ngõ 14 sẽ được thay trước ngày 10/03/2026.';
const NOTE = 'Đã gọi tổ dân phố, hẹn chiều nay.';
const TASK = 'Hỏi lại tổ dân phố';
const TAG = 'mùa mưa';

describe('a journey: a busy morning of a coordinator', function () {
  this.timeout(240_000);
  let screens: Screens;
  before(async () => {
    screens = await Screens.of('busy-morning');
  });
  after(() => screens?.close());
  afterEach(() => Feedback.deleteMany({}));

  const statusOf = async (code: string) => (await Feedback.findOne({ code }).lean())!.status;

  for (const language of TOLD_IN)
    it(`${language}: texts that say the same become a campaign with one answer for all`, async () => {
      const { world } = screens;
      const { subject, text } = WORDS[language]!;
      const email = (number: number) => `campaign-${number}-${language}@kin.example`;
      const send = (number: number, more = '') => {
        const words = {
          subject,
          text: [text, SAME[language], more].filter(Boolean).join(' '),
          language: language as ContentLanguage,
        };
        return item(world, { input: { ...words, email: email(number) } });
      };
      const [first, second, third] = [await send(1), await send(2), await send(3, MORE[language])];
      const coordinator = await screens.coordinator(language);
      const desk = await screens.desk(coordinator, language);
      await desk.open('/triage');
      await desk.press('main a[href="/triage/campaigns"]');
      const campaign = `section[aria-labelledby="campaign-${first.code}"]`;
      expect(await desk.page.innerText(`${campaign} .count`)).to.equal('3');
      expect(await desk.page.innerText(campaign), 'what only one of them has').to.contain(MORE[language]!);
      await desk.press(`${campaign} form button[type=submit]`);
      expect(await desk.read())
        .to.contain(second.code)
        .and.contain(third.code);
      expect([await statusOf(second.code), await statusOf(third.code)]).to.deep.equal(['merged', 'merged']);
      await routeFeedback(coordinator.context(), first.code, { unit: UNIT });
      await screens.answer(first.code, ANSWER);
      for (const number of [1, 2, 3])
        expect(world.letters.to(email(number)).at(-1)!.text, `sender ${number}`).to.contain(
          ANSWER.slice(0, 40),
        );
      const sender = await screens.senderOf(third, language);
      expect(await sender.read())
        .to.contain(MORE[language]!)
        .and.contain(ANSWER);
      await leave(desk, sender);
    });

  for (const language of TOLD_IN)
    it(`${language}: a queue is narrowed, kept, shared and taken along; several are accepted with a preview and an undo`, async () => {
      const { world } = screens;
      const t = translator(language);
      const [one, other] = [await item(world), await item(world)];
      const desk = await screens.desk(await screens.coordinator(language), language);
      const { page } = desk;
      await desk.open('/items');
      await openFold(desk, 'form.list-search[action="/items"]');
      await page.selectOption('#filter-status', 'submitted');
      await page.selectOption('#filter-channel', 'web');
      await desk.press('form.list-search[action="/items"] button[type=submit]');
      expect(await page.locator('.row-title .code').allInnerTexts()).to.include(one.code);
      const name = `Sáng nay ${language}`;
      await openFold(desk, 'form[action="/items/saved"]');
      await page.fill('#queue-name', name);
      await page.check('#queue-shared');
      await desk.press('form[action="/items/saved"] button[type=submit]');
      expect(await page.innerText('.saved-filters')).to.contain(name);
      for (const ending of ['csv', 'xlsx']) {
        const href = await page.getAttribute(`main a[download][href*=".${ending}"]`, 'href');
        const file = await page.request.get(href!);
        expect([ending, file.status()]).to.deep.equal([ending, 200]);
        expect((await file.body()).subarray(0, 2).toString('latin1') === 'PK').to.equal(ending === 'xlsx');
      }

      const accept = async () => {
        await chooseBoth(desk, [one.code, other.code]);
        expect(await desk.read()).to.contain(t('feedback.bulk.leads.accept'));
        await desk.press('form[action="/bulk"] button[type=submit]');
      };
      await accept();
      await desk.press('form[action$="/undo"] button[type=submit]');
      expect(await desk.read()).to.contain(t('feedback.bulk.undone'));
      await world.advance({ minutes: 1 });
      expect(await statusOf(one.code)).to.equal('submitted');
      await accept();
      await world.advance({ minutes: 1 });
      expect([await statusOf(one.code), await statusOf(other.code)]).to.deep.equal(['accepted', 'accepted']);

      const colleague = await screens.desk(await screens.coordinator(language), language);
      await colleague.open('/items');
      await colleague.press(`.saved-filters a:has-text("${name}")`);
      expect(await colleague.page.inputValue('#filter-channel')).to.equal('web');
      await leave(desk, colleague);
    });

  for (const language of TOLD_IN)
    it(`${language}: notes, a checklist and tags stay among colleagues; the case is one file`, async () => {
      const { world } = screens;
      const coordinator = await screens.coordinator(language);
      await addTag((await castOf(world)).coordinator.context(), { name: `${TAG} ${language}` });
      const made = await item(world, { status: 'accepted' });
      const desk = await screens.desk(coordinator, language);
      const { page } = desk;
      await desk.open(`/triage/${made.code}`);
      for (const [name, field, words] of [
        ['note', '#note-text', NOTE],
        ['task', '#task-text', TASK],
      ] as const) {
        const form = `form[action$="/${name}"]`;
        await openFold(desk, form);
        await page.fill(field, words);
        await desk.press(`${form} button[type=submit]`);
        expect(await page.textContent('.inner-notes')).to.contain(words);
      }
      await desk.press('form[action$="/task-mark"] button[type=submit]');
      expect(await page.locator('.inner-notes s').allTextContents()).to.deep.equal([TASK]);
      await openFold(desk, 'form[action$="/tags"]');
      await page.check(`form[action$="/tags"] label:has-text("${TAG} ${language}")`);
      await desk.press('form[action$="/tags"] button[type=submit]');
      const href = await page.getAttribute('main a[href$="/case.pdf"]', 'href');
      const file = await page.request.get(href!);
      expect((await file.body()).subarray(0, 5).toString('latin1')).to.equal('%PDF-');
      const sender = await screens.senderOf(made, language);
      for (const words of [NOTE, TASK, TAG]) expect(await sender.read()).to.not.contain(words);
      await leave(desk, sender);
    });
});

/** Ticks both in the list of all that wait, and goes on to the preview. */
async function chooseBoth(desk: Teller, codes: string[]): Promise<void> {
  await desk.open('/items?status=submitted');
  for (const code of codes) await desk.page.check(`#choose-${code}`);
  await desk.page.selectOption('#bulk-act', 'accept');
  await desk.press('form[action="/bulk/selection"] button[type=submit]');
}
