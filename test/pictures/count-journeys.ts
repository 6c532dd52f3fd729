/** npm run journeys [-- ADDRESS [roles]]: what a job costs each role on the demo, by keys alone; fails where it costs too much. */
import type { Browser } from 'playwright-core';
import { DEMO_PASSWORD } from '../../server/demo/people.ts';
import { launchBrowser, person } from '../support/browser.ts';
import { withDemo } from './demo-site.ts';
import { JOURNEYS, type Journey } from './journeys.ts';
import { Walker } from './walker.ts';

const COLUMNS = ['tabs', 'toSend', 'presses', 'fields', 'loads', 'pixels'] as const;
type Counted = Partial<Record<(typeof COLUMNS)[number], number>>;

async function signIn(walker: Walker, role: string): Promise<void> {
  await walker.page.goto('/sign-in');
  await walker.skip();
  await walker.type('main [name=email]', `${role}@city.example`);
  await walker.type('main [name=password]', DEMO_PASSWORD);
  await walker.enter();
}

async function count(browser: Browser, address: string, journey: Journey): Promise<Counted> {
  const screen = await person(browser, { address, width: journey.width });
  try {
    const walker = await Walker.of(screen);
    if (journey.who !== 'citizen') await signIn(walker, journey.who);
    const toSend = await journey.walk(walker);
    const refused = await walker.told();
    if (refused) throw new Error(`refused: ${refused}`);
    return { ...walker.cost, ...(toSend === undefined ? {} : { toSend }) };
  } finally {
    await screen.close();
  }
}

function row(journey: Journey, cost: Counted): string {
  const cells = COLUMNS.map((name) => {
    const [spent, most] = [cost[name], journey.most[name]];
    if (spent === undefined) return '–'.padStart(13);
    const held = most === undefined ? '' : ` (≤ ${most})`;
    return `${spent}${held}`.padStart(13);
  });
  return `${journey.who.padEnd(14)}${cells.join('')}  ${journey.job}, ${journey.width} px`;
}

const tooDear = ({ most }: Journey, cost: Counted) =>
  COLUMNS.some((name) => (cost[name] ?? 0) > (most[name] ?? Number.POSITIVE_INFINITY));

const [address, ...roles] = process.argv.slice(2);
await withDemo(address, async (address) => {
  const browser = await launchBrowser();
  const faults: string[] = [];
  console.log(`${''.padEnd(14)}${COLUMNS.map((name) => name.padStart(13)).join('')}`);
  try {
    for (const journey of JOURNEYS) {
      if (roles.length > 0 && !roles.includes(journey.who)) continue;
      try {
        const cost = await count(browser, address, journey);
        console.log(row(journey, cost));
        if (tooDear(journey, cost)) faults.push(`${journey.who} needs too much`);
      } catch (error) {
        faults.push(`${journey.who}: ${(error as Error).message}`);
      }
    }
  } finally {
    await browser.close();
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
});
