import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  computeDeadline,
  type DeadlineInput,
  prepareCalendar,
  seedCalendarData,
} from '../server/calendar/index.ts';
import { type Child, startChild } from './child.ts';
import type { Order } from './clocks-site.ts';
import { PageWaits } from './page-waits.ts';
import { median, type Pair, ROUNDS, type Row, rowOf } from './rounds.ts';

const OPEN = Number(process.env['OPEN'] ?? 100_000);
const PASSING = 1_000;
const PAGE_EVERY_MS = 40;
const IDLE_MS = 5_000;
/** On each of these days some pass their date; the others fall due later. Ten working days lie between. */
const DAYS = [
  { received: '2026-03-03', due: '2026-03-17' },
  { received: '2026-03-04', due: '2026-03-18' },
  { received: '2026-03-05', due: '2026-03-19' },
  { received: '2026-03-06', due: '2026-03-20' },
  { received: '2026-03-09', due: '2026-03-23' },
];
const LATER = ['2026-03-11', '2026-03-12', '2026-03-13', '2026-03-16'];
const START = '2026-03-17T09:00:00+07:00';
/** A day that lies in the time of all that fall due later. */
const STORM = '2026-03-24';

const alone = (
  what: Pick<Row, 'name' | 'unit' | 'goal'>,
  figures: number[],
  met: (figure: number) => boolean,
): Row => ({
  ...what,
  ours: median(figures),
  bare: Number.NaN,
  ratio: Number.NaN,
  range: [Math.min(...figures), Math.max(...figures)],
  met: met(median(figures)),
});

/** What is asked most: limits of days and hours, one in three with a pause. */
function inputs(): DeadlineInput[] {
  const first = Date.UTC(2026, 0, 5, 1, 7);
  return Array.from({ length: 1_000 }, (_, number) => {
    const receivedAt = new Date(first + number * 7 * 3_600_000);
    const pauses =
      number % 3 === 0
        ? [
            {
              from: new Date(receivedAt.getTime() + 86_400_000),
              to: new Date(receivedAt.getTime() + 3 * 86_400_000),
            },
          ]
        : [];
    return number % 2 === 0
      ? { receivedAt, amount: 10, unit: 'working_days', pauses }
      : { receivedAt, amount: 8, unit: 'working_hours', pauses };
  });
}

export async function benchDeadline(): Promise<Row[]> {
  const calendar = prepareCalendar(seedCalendarData());
  const asked = inputs();
  const figures: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = performance.now();
    for (let again = 0; again < 20; again++) for (const input of asked) computeDeadline(calendar, input);
    figures.push(((performance.now() - begun) * 1000) / (20 * asked.length));
  }
  const what = { name: 'a deadline, without steps', unit: 'µs', goal: '< 20 µs (range in µs)' };
  return [alone(what, figures.slice(1), (figure) => figure < 20)];
}

interface Site {
  child: Child<{ address: string }>;
  ask<Answer>(order: Order): Promise<Answer>;
  pages: string[];
  stop(): Promise<void>;
}

async function siteWithItems(): Promise<Site> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  const child = await startChild<{ address: string }>('clocks-site.js', { DATA_DIR: directory, AT: START });
  const ask = <Answer>(order: Order) => child.ask<Answer>(order);
  const at = (date: string) => `${date}T10:00:00+07:00`;
  const rest = OPEN - DAYS.length * PASSING;
  const codes = await ask<string[]>({
    fill: [
      ...DAYS.map(({ received }) => ({ receivedAt: at(received), count: PASSING })),
      ...LATER.map((date) => ({ receivedAt: at(date), count: Math.floor(rest / LATER.length) })),
    ],
  });
  return {
    child,
    ask,
    pages: codes.map((code) => `${child.ready.address}/feedback/${code}`),
    async stop() {
      await child.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

interface Ticked {
  seconds: number;
  pages: Pair;
}

async function tickRound({ ask, pages }: Site, due: string): Promise<Ticked> {
  const idle = new PageWaits(pages, PAGE_EVERY_MS);
  await pause(IDLE_MS);
  const bare = await idle.p95();
  const busy = new PageWaits(pages, PAGE_EVERY_MS);
  const { seconds } = await ask<{ seconds: number }>({ tick: `${due}T17:00:01+07:00` });
  const ours = await busy.p95();
  // Its letters must not slow the pages that the next round takes for idle.
  const { marked } = await ask<{ marked: number }>({ settle: true });
  if (marked !== PASSING) throw new Error(`the tick marked ${marked} items`);
  return { seconds, pages: { ours, bare } };
}

/** The tick while people look at items, then all that is open counted anew after a storm day. */
export async function benchTick(): Promise<Row[]> {
  const site = await siteWithItems();
  const warm = new PageWaits(site.pages, PAGE_EVERY_MS);
  await pause(IDLE_MS);
  await warm.p95();
  const rounds: Ticked[] = [];
  for (const { due } of DAYS) rounds.push(await tickRound(site, due));
  const counted = await site.ask<{ seconds: number; done: number; moved: number }>({ recalculate: STORM });
  await site.stop();
  const open = OPEN.toLocaleString('en');
  const { seconds, done, moved } = counted;
  return [
    alone(
      { name: `tick, ${PASSING} of ${open} open items pass`, unit: 's', goal: '< 5 s (range in s)' },
      rounds.map((round) => round.seconds),
      (figure) => figure < 5,
    ),
    rowOf(
      { name: 'item page during the tick, p95', unit: 'ms', goal: '≤ 2 × idle (bare: idle)' },
      rounds.map(({ pages }) => pages),
      (m) => m.ratio <= 2,
    ),
    alone(
      { name: `recalculation of ${open} open items, ${moved} move`, unit: 's', goal: '–' },
      [seconds],
      () => done >= OPEN,
    ),
    alone({ name: 'recalculation, items a second', unit: '/s', goal: '–' }, [done / seconds], () => true),
  ];
}
