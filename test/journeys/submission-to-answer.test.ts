import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import type { Language } from '../../server/platform/context.ts';
import { person as atScreen, launchBrowser } from '../support/browser.ts';
import { type Colleague, colleague } from '../support/people.ts';
import { startWorld, type World } from '../support/world.ts';
import { Teller } from './story.ts';

interface Telling {
  language: Language;
  script: boolean;
  width: number;
  subject: string;
  text: string;
  publicText: string;
  vague: string;
  answer: string;
  action: string;
  facts: string;
  /** What the public page says at the end. */
  answered: RegExp;
}

const UNIT = 'ward-ba-dinh';

const TELLINGS: Telling[] = [
  {
    language: 'vi',
    script: true,
    width: 390,
    subject: 'Giấy khai sinh của con quá hẹn mười ngày',
    text: 'Tôi nộp hồ sơ khai sinh ngày 16/02/2026, giấy hẹn trả trong ngày. Số điện thoại của tôi 0912 000 123. Hồ sơ đang vướng ở đâu? Khi nào tôi được nhận giấy?',
    publicText:
      'Tôi nộp hồ sơ khai sinh ngày 16/02/2026, giấy hẹn trả trong ngày. Hồ sơ đang vướng ở đâu? Khi nào tôi được nhận giấy?',
    vague: 'Phường ghi nhận ý kiến của ông/bà và sẽ xem xét, giải quyết theo quy định trong thời gian tới.',
    answer:
      'Hồ sơ khai sinh vướng vì cán bộ một cửa quên chuyển sang bộ phận hộ tịch ngày 16/02/2026; lỗi này của phường. Chị Trần Thu Hà, công chức hộ tịch, đã ký giấy khai sinh sáng nay và ông nhận giấy tại quầy số 3 trước 17 giờ ngày 06/03/2026, không phải nộp thêm gì.',
    action: 'Trao giấy khai sinh tại quầy số 3',
    facts: 'Đã xem lại sổ tiếp nhận ngày 16/02/2026 và nhật ký chuyển hồ sơ.',
    answered: /đã trả lời/i,
  },
  {
    language: 'en',
    script: false,
    width: 1280,
    subject: 'Birth certificate ten days late',
    text: 'I applied for the birth certificate of my son on 16 February 2026; the slip promised the same day. My phone is 0912 000 456. Where is the file stuck? When do I get the certificate?',
    publicText:
      'I applied for the birth certificate of my son on 16 February 2026; the slip promised the same day. Where is the file stuck? When do I get the certificate?',
    vague:
      'We take note of your comments and will look into the matter in due course in accordance with regulations.',
    answer:
      'The file was stuck because our counter did not pass it to the civil status officer on 16 February 2026; that was our mistake. Ms Tran Thu Ha, the civil status officer, signed the certificate this morning and you can collect the certificate at counter 3 by 17:00 on 6 March 2026 without any further papers.',
    action: 'Hand over the birth certificate at counter 3',
    facts: 'The counter log of 16 February 2026 and the hand-over list were read.',
    answered: /answered/i,
  },
  {
    language: 'ru',
    script: true,
    width: 1280,
    subject: 'Свидетельство о рождении задержано на десять дней',
    text: 'Я подал заявление на свидетельство о рождении сына 16.02.2026, обещали в тот же день. Мой телефон 0912 000 789. Где застряли документы? Когда я получу свидетельство?',
    publicText:
      'Я подал заявление на свидетельство о рождении сына 16.02.2026, обещали в тот же день. Где застряли документы? Когда я получу свидетельство?',
    vague: 'Ваше обращение принято к сведению и будет рассмотрено в установленном порядке в ближайшее время.',
    answer:
      'Документы застряли, потому что окно приёма 16.02.2026 не передало их специалисту по актам гражданского состояния; это наша ошибка. Специалист Чан Тху Ха подписала свидетельство сегодня утром, вы получите свидетельство в окне № 3 до 17:00 6 марта 2026 года, дополнительные документы не нужны.',
    action: 'Выдать свидетельство о рождении в окне № 3',
    facts: 'Проверены журнал приёма за 16.02.2026 и реестр передачи.',
    answered: /ответ/i,
  },
];

describe('from submission to published answer', function () {
  this.timeout(120_000);
  let world: World;
  let browser: Browser;
  let staff: Record<'coordinator' | 'official' | 'head', Colleague>;

  before(async () => {
    world = await startWorld();
    browser = await launchBrowser();
    staff = {
      coordinator: await colleague(world, 'coordinator'),
      official: await colleague(world, 'official', { units: [UNIT] }),
      head: await colleague(world, 'head', { units: [UNIT] }),
    };
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  for (const telling of TELLINGS)
    it(`${telling.language}, ${telling.script ? 'with' : 'without'} script, ${telling.width} px`, async () => {
      const { language, script, width } = telling;
      const screen = (name: string) =>
        atScreen(browser, { address: world.address, language, script, width }).then((context) =>
          Teller.of(context, `${language}-${name}`, script),
        );

      const sender = await screen('sender');
      const { code, key } = await submit(sender, telling);
      await world.settled();
      const letters = world.letters.to(`binh-${language}@mail.example`);
      expect(letters.map((letter) => letter.subject).join()).to.contain(code);

      const coordinator = await screen('coordinator');
      await coordinator.signIn(staff.coordinator.actor.email, staff.coordinator.password);
      await acceptAndRoute(coordinator, code, telling);

      const official = await screen('official');
      await official.signIn(staff.official.actor.email, staff.official.password);
      await answer(official, code, telling);

      const head = await screen('head');
      await head.signIn(staff.head.actor.email, staff.head.password);
      await approve(head, code);
      await world.settled();

      const stranger = await screen('stranger');
      await stranger.open(`/feedback/${code}`);
      const seen = await stranger.read();
      expect(seen).to.match(telling.answered);
      expect(seen).to.contain(telling.answer.slice(0, 60));
      expect(seen, 'the telephone number was edited out').not.to.contain('0912');
      await track(stranger, code, key);
      expect(await stranger.read(), 'the sender sees the original').to.contain('0912');
      expect(world.letters.to(`binh-${language}@mail.example`).at(-1)!.text).to.contain(
        telling.answer.slice(0, 30),
      );
      for (const teller of [sender, coordinator, official, head, stranger])
        await teller.page.context().close();
    });
});

async function submit(
  sender: Teller,
  { language, subject, text }: Telling,
): Promise<{ code: string; key: string }> {
  await sender.open('/');
  await sender.open('/feedback/new?q=dang+ky+khai+sinh');
  await sender.press('a[href="/feedback/new?regulation=birth-registration"]');
  await sender.press('.buttons button[name=step][value=sender]');
  expect(await sender.page.locator('.error-summary').count(), 'an empty form is refused').to.equal(1);
  await sender.page.selectOption('select[name=ward]', UNIT);
  await sender.fill({ subject, text });
  await sender.press('.buttons button[name=step][value=sender]');
  await sender.press('button[name=step][value=preview]');
  expect(await sender.page.locator('.error-summary').count(), 'a nameless one too').to.equal(1);
  await sender.fill({ name: 'Nguyễn Văn Bình', email: `binh-${language}@mail.example` });
  await sender.press('button[name=step][value=preview]');
  expect(await sender.read()).to.contain(subject);
  await sender.press('button[name=step][value=send]');
  const [code, key] = await sender.page.locator('.big-code').allInnerTexts();
  return { code: code!, key: key! };
}

async function acceptAndRoute(
  coordinator: Teller,
  code: string,
  { publicText, subject }: Telling,
): Promise<void> {
  await coordinator.open('/triage');
  await coordinator.press(`a.row-title[href="/triage/${code}"]`);
  const form = `form[action="/triage/${code}/decision"]`;
  expect(await coordinator.page.inputValue(`${form} [name=subject]`)).to.equal(subject);
  expect(await coordinator.page.inputValue(`${form} [name=unit]`), 'the suggested unit').to.equal(UNIT);
  await coordinator.unfold(form);
  await coordinator.page.fill(`${form} [name=text]`, publicText);
  await coordinator.press(`${form} button[value=send]`);
}

async function answer(official: Teller, code: string, telling: Telling): Promise<void> {
  await official.open('/inbox');
  await official.press(`a[href="/feedback/${code}"]`);
  const form = `form[action="/feedback/${code}/answer"]`;
  await official.page.check(`${form} [name=outcome][value=accepted]`);
  await official.unfold('#answer-form');
  await official.page.fill(`${form} [name=text]`, telling.vague);
  await official.press(`${form} button[value=submit]`);
  expect(
    await official.page.locator('.error-summary').count(),
    'a vague answer without a reason is stopped',
  ).to.equal(1);
  expect(await official.page.inputValue(`${form} [name=text]`), 'nothing typed is lost').to.equal(
    telling.vague,
  );
  await fillStructure(official, form, telling);
  await official.press(`${form} button[value=check]`);
  const reason = official.page.locator(`${form} textarea[name=reason]`);
  if (await reason.isVisible()) await reason.fill('Đã gọi điện cho người gửi.');
  await official.press(`${form} button[value=submit]`);
  expect(
    await official.page.locator('.error-summary').count(),
    'the repaired answer goes to the head',
  ).to.equal(0);
}

/** One box per point, and what an accepted request needs: who does what by when, what was checked, whom to ask. */
async function fillStructure(official: Teller, form: string, telling: Telling): Promise<void> {
  const { page } = official;
  await official.unfold('#answer-form');
  for (const select of await page.locator(`${form} select[name$="-outcome"]`).all())
    await select.selectOption('accepted');
  for (const box of await page.locator(`${form} textarea[name^="point-"]`).all())
    await box.fill(telling.answer);
  const fields = {
    'action-1-text': telling.action,
    'action-1-actor': 'Trần Thu Hà',
    'action-1-on': '2026-03-06',
    facts: telling.facts,
    factsBy: 'Trần Thu Hà',
    factsOn: '2026-03-04',
    contactPerson: 'Trần Thu Hà',
    contactReach: '024 3000 0123',
    text: telling.answer,
  };
  for (const [name, value] of Object.entries(fields)) await page.fill(`${form} [name="${name}"]`, value);
}

/** The head reads and approves; where the check is not content, the head says why it goes out all the same. */
async function approve(head: Teller, code: string): Promise<void> {
  await head.open(`/feedback/${code}`);
  const form = `form[action="/feedback/${code}/answer-approval"]`;
  const override = head.page.locator(`${form} [name=override]`);
  if ((await override.count()) > 0) await override.fill('Đã đọc lại cùng bộ phận hộ tịch, nội dung đúng.');
  await head.press(`${form} button[type=submit]`);
}

async function track(teller: Teller, code: string, key: string): Promise<void> {
  await teller.open('/track');
  await teller.fill({ code: code.toLowerCase(), key: key.toLowerCase() });
  await teller.press('main form[action="/track"] button[type=submit]');
}
