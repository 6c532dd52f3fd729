import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { approveQuestion, rejectQuestion } from '../../../server/dialogues/index.ts';
import { castVote } from '../../../server/dialogues/votes/actions.ts';
import { launchBrowser, person } from '../../support/browser.ts';
import { startWorld, type World } from '../../support/world.ts';
import { type Participant, questionNow, type Scene, scene } from '../scene.ts';

/** CONSOLE_HELD=1000: so many questions wait in the session. Prints what the console takes; nothing is tried without. */
const HELD = Number(process.env['CONSOLE_HELD'] ?? 0);
const SLOWER = 4;
const TIMES = Number(process.env['CONSOLE_TIMES'] ?? 20);
const PLACES = [
  'phố Hàng Bông',
  'phố Lò Đúc',
  'đường Láng',
  'phường Cửa Nam',
  'xã Đông Anh',
  'quận Cầu Giấy',
];
const ASKED = [
  'Bao giờ cây đổ được dọn',
  'Ai đến tỉa cây trước mùa mưa',
  'Khi nào trồng lại cây mới',
  'Vì sao giấy phép chặt hạ cây phải chờ hơn hai mươi ngày',
  'Người dân báo cây nghiêng vào số điện thoại nào ngoài giờ hành chính',
];

/** Of the main thread of a page, in milliseconds of a processor that is so much slower: what others do on this machine is not in it. */
interface Traced {
  tasks: number[];
  /** The longest task in which the page works. */
  longest: number;
  /** What the longest of them spends its time with. */
  parts: Record<string, number>;
  /** Until something was to be seen. */
  untilPaint: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Microseconds of the processor. */
  tdur?: number;
  args: { name?: string };
}

/** What takes time in a task, as the trace names it: each without what stands in it of another. */
const PARTS: Record<string, string> = {
  FunctionCall: 'script',
  FireAnimationFrame: 'script',
  FireIdleCallback: 'script',
  TimerFire: 'script',
  EventDispatch: 'script',
  RunMicrotasks: 'script',
  MinorGC: 'collection',
  MajorGC: 'collection',
  UpdateLayoutTree: 'style',
  Layout: 'layout',
  PrePaint: 'pre-paint',
  Paint: 'paint',
  Layerize: 'layers',
  Commit: 'commit',
  HitTest: 'hit test',
  ParseHTML: 'parse',
};

const sum = (list: readonly number[]): number => list.reduce((all, each) => all + each, 0);

/** A task, and how much of it went into script, style, layout and paint. */
function partsOf(task: TraceEvent, events: readonly TraceEvent[], cost: (event: TraceEvent) => number) {
  const end = task.ts + (task.dur ?? 0);
  const within = events
    .filter(
      (each) =>
        each !== task && each.ts >= task.ts && each.ts + (each.dur ?? 0) <= end && each.tdur !== undefined,
    )
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const parts: Record<string, number> = {};
  const open: { event: TraceEvent; part: string }[] = [];
  const add = (part: string, much: number) => (parts[part] = (parts[part] ?? 0) + much);
  add('rest', cost(task));
  for (const event of within) {
    while (open.length && open.at(-1)!.event.ts + (open.at(-1)!.event.dur ?? 0) <= event.ts) open.pop();
    const around = open.at(-1)?.part ?? 'rest';
    const part = PARTS[event.name] ?? around;
    open.push({ event, part });
    if (part === around) continue;
    add(around, -cost(event));
    add(part, cost(event));
  }
  return parts;
}

describe('the console of a session with thousands of questions', function () {
  this.timeout(600_000);
  let world: World;
  let browser: Browser;
  let on: Scene;
  let code: string;
  let page: Page;
  let last: Participant;
  const ids: string[] = [];

  before(async function () {
    if (!HELD) return this.skip();
    world = await startWorld();
    browser = await launchBrowser();
    on = await scene(world);
    code = await on.session('live');
    for (let at = 0; at < HELD; at++) await ask();
    // Of ten, five wait to be screened, four in the queue, and one is rejected.
    for (const [at, id] of ids.entries()) {
      if (at % 10 < 4) await approveQuestion(on.moderator.context(), code, id);
      if (at % 10 === 4)
        await rejectQuestion(on.moderator.context(), code, id, {
          reason: 'off-topic',
          note: 'Ngoài chủ đề.',
        });
    }
    await world.settled();
    page = await (await person(browser, { address: world.address })).newPage();
    await page.goto('/sign-in');
    await page.fill('input[name=email]', on.moderator.actor.email);
    await page.fill('input[name=password]', on.moderator.password);
    await page.press('input[name=password]', 'Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  });

  after(async () => {
    await browser?.close();
    await world?.stop();
  });

  async function ask(): Promise<string> {
    if (ids.length % 15 === 0) last = await on.participant(code);
    world.clock.moveBy(3_000);
    const at = ids.length;
    const text = `${ASKED[at % ASKED.length]} ở ${PLACES[at % PLACES.length]}, số nhà ${at}, khu vực ${at % 37}?`;
    const id = await last.ask(text);
    ids.push(id);
    return id;
  }

  /** What the page's main thread does while something is done. */
  async function traced(what: () => Promise<unknown>): Promise<Traced> {
    await browser.startTracing(page, {
      categories: ['toplevel', 'loading', 'devtools.timeline', 'v8', 'disabled-by-default-devtools.timeline'],
    });
    await what();
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: TraceEvent[];
    };
    const main = traceEvents.filter(
      ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
    );
    const isMain = ({ pid, tid }: TraceEvent) => main.some((each) => each.pid === pid && each.tid === tid);
    const tasks = traceEvents.filter((each) => each.name === 'RunTask' && each.ph === 'X' && isMain(each));
    const painted = traceEvents.find(({ name }) => name === 'firstContentfulPaint')?.ts ?? 0;
    const cost = ({ tdur = 0 }: TraceEvent) => (SLOWER * tdur) / 1000;
    // The browser tidies memory in tasks of its own when it has time: no change of the page waits in them.
    const tidied = traceEvents.filter((each) => each.name === 'MajorGC' && isMain(each));
    const work = tasks.filter(
      (task) =>
        !tidied.some(
          ({ ts, dur = 0 }) => ts >= task.ts && ts < task.ts + (task.dur ?? 0) && 2 * dur > (task.dur ?? 0),
        ),
    );
    const longest = work.reduce<TraceEvent | undefined>(
      (most, each) => (most && cost(most) >= cost(each) ? most : each),
      undefined,
    );
    return {
      parts: longest
        ? partsOf(
            longest,
            traceEvents.filter((each) => each.ph === 'X' && isMain(each)),
            cost,
          )
        : {},
      tasks: tasks.map(cost),
      longest: longest ? cost(longest) : 0,
      untilPaint: tasks.filter(({ ts }) => ts < painted).reduce((sum, each) => sum + cost(each), 0),
    };
  }

  const settle = () => page.waitForTimeout(700);
  const told: Record<string, string> = {};

  it('is painted within a second', async () => {
    const address = `/dialogues/${code}/console`;
    await page.goto(address);
    const before = process.cpuUsage();
    const bytes = (await (await page.request.get(address)).body()).length;
    const server = process.cpuUsage(before);
    const { tasks, untilPaint } = await traced(async () => {
      await page.goto(address);
      await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
      await page.waitForTimeout(2_500);
    });
    told['server, ms of processor'] = ((server.user + server.system) / 1000).toFixed(0);
    told['page, kB'] = (bytes / 1000).toFixed(0);
    told['browser until the first paint'] = untilPaint.toFixed(0);
    told['browser until all is live'] = sum(tasks).toFixed(0);
    told['longest task until then'] = Math.max(...tasks).toFixed(0);
  });

  async function each(name: string, what: (at: number) => Promise<unknown>): Promise<void> {
    const costs: number[] = [];
    const longest: number[] = [];
    const parts: Record<string, number>[] = [];
    for (let at = 0; at < TIMES; at++) {
      const { tasks, longest: most, parts: of } = await traced(() => what(at));
      parts.push(of);
      longest.push(most);
      costs.push(sum(tasks));
    }
    const middle = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!;
    told[`${name}: longest task, median / worst`] =
      `${middle(longest).toFixed(1)} / ${Math.max(...longest).toFixed(1)} (all of it ${middle(costs).toFixed(0)})`;
    for (const part of new Set(parts.flatMap((each) => Object.keys(each))))
      told[`${name}: longest, ${part}`] = middle(parts.map((each) => each[part] ?? 0)).toFixed(1);
  }

  it('takes 16 ms a change', async () => {
    await each('nothing', () => settle());
    const waiting = () => page.locator('[data-list=screen] > li').count();
    await waiting();
    await each('a new question', async () => {
      await ask();
      await settle();
    });
    const queued = ids.filter((_, at) => at % 10 < 4);
    await each('a vote', async (at) => {
      await castVote(last.context(), { code, question: queued[at * 3 + 2]!, on: true }, last.id);
      await settle();
    });
    await each('approved elsewhere', async (at) => {
      await approveQuestion(on.moderator.context(), code, ids.filter((_, at) => at % 10 === 5)[at]!);
      await settle();
    });
    await each('the next is looked at', async () => {
      await page.keyboard.press('j');
      await settle();
    });
    await each('approved by key', async () => {
      await page.keyboard.press('a');
      await settle();
    });
    expect(Object.keys(told).length).to.be.greaterThan(0);
    console.table(told);
  });

  it('draws few rows, more as one scrolls, finds any of all, and approves what is found', async () => {
    const rows = () => page.locator('[data-list=screen] > li').count();
    await page.goto(`/dialogues/${code}/console`);
    await page.locator('[data-line-state][data-state=up]').waitFor({ state: 'attached' });
    const drawn = await rows();
    expect(drawn).to.be.at.most(40);
    await page.locator('#screen').evaluate((pane) => pane.scrollTo(0, pane.scrollHeight));
    await page.waitForFunction((before) => {
      return document.querySelectorAll('[data-list=screen] > li').length > before;
    }, drawn);
    const wanted = ids.findLastIndex((_, at) => at % 10 === 8);
    const id = ids[wanted]!;
    await page.fill('#find', `so nha ${wanted},`);
    await page.locator(`#c-${id}`).waitFor();
    expect(await rows()).to.equal(1);
    await page.locator(`#c-${id} a`).click();
    await page.locator(`#work[data-question="${id}"]`).waitFor();
    await page.keyboard.press('a');
    await page.locator(`[data-list=queue] #c-${id}`).waitFor({ state: 'attached' });
    expect((await questionNow(id)).status).to.equal('approved');
  });
});
