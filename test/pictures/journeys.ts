import type { Role } from '../../server/platform/context.ts';
import type { Cost, Walker } from './walker.ts';

/** One job of one role, from the sign-in page (of a citizen: the home page) until it is done. */
export interface Journey {
  who: Role | 'citizen';
  job: string;
  width: number;
  /** No more than this may be needed. */
  most: Partial<Cost> & { toSend?: number };
  /** @returns Tabs from the top of the page where the work is done to the button that ends it, if the job has one */
  walk(walker: Walker): Promise<number | undefined>;
}

const DESK = 1280;
const PHONE = 390;

const ANSWER =
  'Hồ sơ vướng vì cán bộ một cửa quên chuyển sang bộ phận đo đạc; lỗi này của cơ quan. Chị Trần Thu Hà trả kết quả tại quầy số 3 trước 17 giờ ngày mai, ông/bà không phải nộp thêm gì.';

/** The outcome, each point, and why it goes although the check may want more. */
async function writeAnswer(walker: Walker): Promise<void> {
  const { page } = walker;
  await walker.to('[name=outcome]');
  await walker.key('Space');
  const points = await page.locator('.point-box').count();
  for (let n = 1; n <= points; n++) {
    await walker.to(`.point-box[data-point="${n}"] summary`);
    if (!(await page.locator(`.point-box[data-point="${n}"][open]`).count())) await walker.key('Enter');
    await walker.to(`[name=point-${n}-outcome]`);
    await walker.key('ArrowDown');
    await walker.type(`[name=point-${n}-text]`, ANSWER);
  }
  await page.waitForTimeout(2_000);
  if (await page.locator('#answer-reason').isVisible())
    await walker.type('#answer-reason', 'Đã gọi điện và hẹn với người gửi.');
}

export const JOURNEYS: Journey[] = [
  {
    who: 'citizen',
    job: 'hand in an item',
    width: PHONE,
    most: { tabs: 60, presses: 8, loads: 7, pixels: 8_000 },
    async walk(walker) {
      await walker.page.goto('/');
      await walker.skip();
      await walker.type('main input[type=search]', 'khai sinh');
      await walker.enter();
      await walker.skip();
      await walker.enter('a[href^="/feedback/new?regulation="]');
      await walker.skip();
      await walker.type('[name=subject]', 'Giấy khai sinh của con quá hẹn mười ngày');
      await walker.type(
        '[name=text]',
        'Tôi nộp hồ sơ ngày 16/02, hẹn trả trong ngày. Khi nào tôi được nhận?',
      );
      await walker.enter('button[value=sender]');
      await walker.skip();
      await walker.type('[name=name]', 'Nguyễn Văn Bình');
      await walker.type('[name=email]', 'binh@mail.example');
      await walker.enter('button[value=preview]');
      await walker.skip();
      const toSend = await walker.to('button[value=send]');
      await walker.enter();
      await walker.page.waitForSelector('.big-code');
      return toSend;
    },
  },
  {
    who: 'official',
    job: 'send an answer for approval',
    width: DESK,
    most: { tabs: 40, presses: 16, loads: 5, pixels: 3_000, toSend: 12 },
    async walk(walker) {
      await walker.skip();
      const rows = walker.page.locator(':is(.group-late, .group-today, .group-week, .group-later) li');
      const open = rows.filter({ hasNotText: 'Chờ duyệt' }).filter({ hasText: 'tôi' });
      await walker.enter(
        `a.row-title[href="${await open.first().locator('a.row-title').getAttribute('href')}"]`,
      );
      const toSend = await walker.skip('.desk-jumps li:last-child a');
      const button = 'button[value=submit]';
      const straight = toSend + (await walker.to(button));
      await walker.key('d');
      await writeAnswer(walker);
      await walker.to(button);
      await walker.enter();
      if ((await walker.page.locator(button).count()) > 0)
        throw new Error(`not sent: ${await walker.told()}`);
      return straight;
    },
  },
  {
    who: 'head',
    job: 'approve an answer, be at the next',
    width: DESK,
    most: { tabs: 40, presses: 8, loads: 4, pixels: 3_000, toSend: 12 },
    async walk(walker) {
      await walker.skip();
      await walker.enter('.group-to-approve a.row-title');
      const before = walker.path;
      await walker.key('d');
      const form = 'form[action$="/answer-approval"]';
      const override = '#answer-approval-override';
      if ((await walker.page.locator(override).count()) > 0)
        await walker.type(override, 'Đã trao đổi trực tiếp với người gửi.');
      if ((await walker.page.locator('#answer-approval-cause').count()) > 0) {
        await walker.to('#answer-approval-cause');
        await walker.key('ArrowDown');
        await walker.type('#answer-approval-apology', 'Cơ quan xin lỗi ông/bà vì trả lời muộn.');
      }
      const toSend = await walker.to(`${form} button[type=submit]`);
      await walker.enter();
      if (walker.path === before) throw new Error(`not approved: ${await walker.told()}`);
      return toSend;
    },
  },
  {
    who: 'coordinator',
    job: 'accept and route an item, be at the next',
    width: DESK,
    most: { tabs: 30, presses: 6, loads: 4, pixels: 2_000, toSend: 8 },
    async walk(walker) {
      await walker.skip();
      await walker.to('a[href="#group-submitted"]');
      await walker.key('Enter');
      await walker.enter('.group-submitted a.row-title');
      const before = walker.page.url();
      await walker.key('d');
      const toSend = await walker.to('button[value=send]');
      await walker.enter();
      if (walker.page.url() === before) throw new Error(`not accepted: ${await walker.told()}`);
      return toSend;
    },
  },
  {
    who: 'moderator',
    job: 'approve a question in the running session',
    width: DESK,
    most: { tabs: 40, presses: 6, loads: 5, pixels: 2_000 },
    async walk(walker) {
      await walker.skip();
      await walker.enter('main .row a[href*="/dialogues/"]');
      await walker.skip();
      await walker.enter('main a[href$="/console"]');
      const approve = walker.page.locator('[data-part=quick-approve] button');
      const waiting = await approve.count();
      const toSend = await walker.to('[data-part=quick-approve] button');
      await walker.key('Enter');
      while ((await approve.count()) >= waiting) await walker.page.waitForTimeout(100);
      return toSend;
    },
  },
  {
    who: 'reviewer',
    job: 'judge an answer',
    width: DESK,
    most: { tabs: 40, presses: 8, loads: 4, pixels: 4_000 },
    async walk(walker) {
      await walker.skip();
      await walker.enter('main a.row-title');
      await walker.skip();
      let toSend = await walker.to('[name=verdict]');
      await walker.key('Space');
      toSend += await walker.to('main form button[type=submit]');
      await walker.enter();
      return toSend;
    },
  },
  {
    who: 'leader',
    job: 'open what is late from the Monday page',
    width: DESK,
    most: { tabs: 20, presses: 4, loads: 3, pixels: 2_000 },
    async walk(walker) {
      await walker.skip();
      await walker.enter('main a[href^="/feedback/"]');
      return undefined;
    },
  },
  {
    who: 'administrator',
    job: 'invite an official',
    width: DESK,
    most: { tabs: 40, presses: 12, loads: 5, pixels: 2_000, toSend: 8 },
    async walk(walker) {
      await walker.enter('.menu-staff a[href="/accounts"]');
      await walker.skip();
      await walker.enter('a[href="/accounts/new"]');
      await walker.skip();
      await walker.type('[name=name]', 'Trần Thị Mới');
      await walker.type('[name=email]', `moi-${Date.now()}@city.example`);
      await walker.to('[name=roles]');
      await walker.key('Space');
      await walker.type('#find-units', 'Sở Xây dựng');
      await walker.to('[name=units]');
      await walker.key('Space');
      const toSend = await walker.to('main form button[type=submit]');
      await walker.enter();
      return toSend;
    },
  },
];
