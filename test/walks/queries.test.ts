import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { Browser } from '../../bench/scale/browser.ts';
import { emailOf, fillStore, PASSWORD, ROLES } from '../../bench/scale/fill.ts';
import { type Looked, pagesOf } from '../../bench/scale/pages.ts';
import { type RunningStore, type SlowCommand, startStore } from '../../server/embedded-mongo/index.ts';
import { rebuildSearch } from '../../server/feedback/index.ts';
import { startWorld, type World } from '../support/world.ts';

const ITEMS = Number(process.env['WALK_ITEMS'] ?? 20_000);
/** Documents that a query may examine for each that it shows; a page has room for twenty. */
const MOST_FOR_A_ROW = 50;
const ROWS = 20;

/** What one command may cost; undefined: nothing is wrong. */
function faultOf({ command, collection, shape, plan, ...cost }: SlowCommand): string | undefined {
  const { documentsExamined: documents, keysExamined: keys, returned } = cost;
  if (Math.max(documents, keys) <= MOST_FOR_A_ROW * Math.max(ROWS, returned)) return undefined;
  return `${documents} documents, ${keys} keys for ${returned} of ${collection} (${command}, ${plan}): ${JSON.stringify(shape)}`;
}

describe(`queries of pages over ${ITEMS} items`, function () {
  this.timeout(300_000);
  let directory: string;
  let store: RunningStore;
  let world: World;
  let ran: SlowCommand[] = [];
  const browsers = new Map<string | undefined, Browser>();
  const otherStore = process.env['MONGODB_URI'];

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'queries-'));
    store = await startStore({ directory, slowMilliseconds: 0, onSlow: (one) => void ran.push(one) });
    process.env['MONGODB_URI'] = store.uri;
    world = await startWorld();
    // Nothing is sealed, compared or counted beside: what is filled in has its figures.
    await world.app.scheduler.stop();
    await fillStore(world.app.site, ITEMS);
    await rebuildSearch();
    browsers.set(undefined, new Browser(world.address));
    for (const role of ROLES) {
      const browser = new Browser(world.address);
      await browser.signIn(emailOf(role), PASSWORD);
      browsers.set(role, browser);
    }
  });
  after(async () => {
    await world?.stop();
    process.env['MONGODB_URI'] = otherStore;
    await store?.close();
    await rm(directory, { recursive: true, force: true });
  });

  async function faultsOf({ path, role }: Looked): Promise<string[]> {
    ran = [];
    await browsers.get(role)!.look(path);
    // What the store's thread has told is on its way.
    await pause(5);
    return ran.flatMap((one) => faultOf(one) ?? []);
  }

  it('examine few documents for each that they show', async () => {
    const { text } = await browsers.get(undefined)!.look('/api/v1/feedback?status=answered');
    const code = JSON.parse(text).items.at(-1).code;
    const faults: string[] = [];
    for (const page of pagesOf(code, world.clock.now())) {
      faults.push(...(await faultsOf(page)).map((fault) => `${page.name}: ${fault}`));
    }
    expect(faults.join('\n')).to.equal('');
  });
});
