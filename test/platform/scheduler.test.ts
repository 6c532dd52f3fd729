import { expect } from 'chai';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { forgetLeases, giveUpLeases, takeLease } from '../../server/platform/clock/lease.ts';
import { type Job, Scheduler } from '../../server/platform/clock/scheduler.ts';
import { log } from '../../server/platform/log.ts';
import { captureLog } from '../support/log-lines.ts';
import { siteAt } from '../support/site.ts';
import { emptyStore } from '../support/store.ts';

const NOW = new Date('2026-03-04T03:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

/** A promise that the test settles. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

describe('jobs and leases', () => {
  let store: Awaited<ReturnType<typeof emptyStore>>;
  let names = 0;
  const clock = new HandClock(NOW);
  const job = (run: Job['run'], more: Partial<Job> = {}): Job => ({
    name: `test.job-${++names}`,
    everySeconds: 60,
    run,
    ...more,
  });

  before(async () => {
    log.level = 'silent';
    store = await emptyStore();
  });
  after(() => store.close());

  const taken = async (...asked: Parameters<typeof takeLease>) => !!(await takeLease(...asked));

  it('gives a lease to one holder until its time is over', async () => {
    expect(await takeLease('lamp', 'a', NOW)).to.deep.equal(later(20));
    expect(await taken('lamp', 'b', later(19))).to.equal(false);
    expect(await taken('lamp', 'a', later(19))).to.equal(true);
    expect(await taken('lamp', 'b', later(20))).to.equal(false);
    expect(await taken('lamp', 'b', later(39))).to.equal(true);
    expect(await taken('lamp', 'a', later(40))).to.equal(false);
  });

  it('takes over a lease that a clock which had leapt ahead has left behind', async () => {
    expect(await taken('ahead', 'a', later(365 * 86_400))).to.equal(true);
    expect(await taken('ahead', 'b', NOW)).to.equal(true);
    // A clock that is a minute behind takes nothing over.
    expect(await taken('ahead', 'a', later(-60))).to.equal(false);
  });

  it('gives a lease to one of many who ask at the same moment', async () => {
    const asked = Array.from({ length: 8 }, (_, at) => taken('rush', `holder ${at}`, NOW));
    expect((await Promise.all(asked)).filter(Boolean)).to.have.length(1);
  });

  it('frees what a holder gives up', async () => {
    await taken('bench', 'a', NOW);
    await giveUpLeases('a');
    expect(await taken('bench', 'b', NOW)).to.equal(true);
  });

  it('forgets all leases where whoever held them must be dead', async () => {
    await taken('own', 'a', NOW);
    await forgetLeases();
    expect(await taken('own', 'b', NOW)).to.equal(true);
  });

  it('runs a job in one process at a time', async () => {
    const { passed, open } = gate();
    const runs: string[] = [];
    const first = new Scheduler([], siteAt(clock));
    const second = new Scheduler([], siteAt(clock));
    const slow = job(async () => {
      runs.push('first');
      await passed;
    });
    const running = first.run(slow);
    await takenBy(runs);
    await second.run({ ...slow, run: async () => void runs.push('second') });
    open();
    await running;
    expect(runs).to.deep.equal(['first']);
    await first.stop();
    await second.run({ ...slow, run: async () => void runs.push('second') });
    expect(runs).to.deep.equal(['first', 'second']);
    await second.stop();
  });

  /** The time of a machine moved by hand; its beat is called by hand too. */
  function handMachine() {
    const time = new HandClock(NOW);
    const beats: (() => Promise<void>)[] = [];
    const every = (_milliseconds: number, call: () => Promise<void>) => {
      beats.push(call);
      return async () => void beats.splice(0);
    };
    const machine = { now: () => time.now(), steady: () => time.now().getTime(), every };
    return {
      machine,
      async at(seconds: number, { beating = true } = {}) {
        time.moveTo(later(seconds));
        if (beating) for (const beat of beats) await beat();
      },
    };
  }

  it('keeps its leases as long as the process lives, and others take them seconds after its last sign of life', async () => {
    const one = handMachine();
    const first = new Scheduler([], siteAt(clock), one.machine);
    const hourly = job(async () => {}, { everySeconds: 3600 });
    await first.run(hourly);
    for (let seconds = 5; seconds <= 600; seconds += 5) await one.at(seconds);
    expect(await taken(hourly.name, 'other', later(619))).to.equal(false);
    // It is killed: nothing renews any more.
    expect(await taken(hourly.name, 'other', later(621))).to.equal(true);
    await first.stop();
  });

  it('asks anew for a lease that it has lost because it was silent too long', async () => {
    const one = handMachine();
    const runs: string[] = [];
    const first = new Scheduler([], siteAt(clock), one.machine);
    const work = job(async () => void runs.push('run'));
    await first.run(work);
    await one.at(30, { beating: false });
    expect(await taken(work.name, 'other', later(30))).to.equal(true);
    await first.run(work);
    await one.at(31);
    await first.run(work);
    expect(runs).to.have.length(1);
    await first.stop();
  });

  /** A job that goes on until the gate is opened, and notes its runs. */
  function slowJob() {
    const { passed, open } = gate();
    const runs: string[] = [];
    const slow = job(async () => {
      runs.push('run');
      await passed;
    });
    return { open, runs, slow };
  }

  /** Waits, turn by turn, until a job has begun. */
  async function takenBy(runs: string[]): Promise<void> {
    while (runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  it('runs in every process what each keeps for itself', async () => {
    let runs = 0;
    const own = job(async () => void runs++, { everyProcess: true });
    for (const scheduler of [new Scheduler([], siteAt(clock)), new Scheduler([], siteAt(clock))]) {
      await scheduler.run(own);
      await scheduler.stop();
    }
    expect(runs).to.equal(2);
  });

  it('never runs a job twice at once', async () => {
    const { open, runs, slow } = slowJob();
    const scheduler = new Scheduler([], siteAt(clock));
    const first = scheduler.run(slow);
    await takenBy(runs);
    const second = scheduler.run(slow);
    open();
    await Promise.all([first, second]);
    expect(runs).to.have.length(1);
    await scheduler.stop();
  });

  it('hands the time of its clock to a job, and the name as who acts', async () => {
    const seen: unknown[] = [];
    const one = job(async (context) => void seen.push(context.now, context.actor));
    const scheduler = new Scheduler([one], siteAt(clock));
    await scheduler.runAll();
    expect(seen).to.deep.equal([NOW, { kind: 'system', id: one.name }]);
    await scheduler.stop();
  });

  it('goes on after a job that fails, and says so in the log', async () => {
    const lines = captureLog(log);
    const runs: string[] = [];
    const failing = job(async () => {
      throw new RangeError('secret of a person');
    });
    const scheduler = new Scheduler([failing, job(async () => void runs.push('next'))], siteAt(clock));
    await scheduler.runAll();
    lines.restore();
    expect(runs).to.deep.equal(['next']);
    expect(lines.text).to.include(failing.name).and.include('RangeError').and.not.include('secret');
    await scheduler.stop();
  });

  it('is settled when what was to run shortly has run, also what is asked for during a run', async () => {
    const { open, runs, slow } = slowJob();
    const scheduler = new Scheduler([], siteAt(clock));
    scheduler.soon(slow);
    const settled = scheduler.settled();
    await takenBy(runs);
    scheduler.soon(slow);
    open();
    await settled;
    expect(runs).to.have.length(2);
    await scheduler.stop();
  });

  it('waits for what is under way when it stops, and begins nothing more', async () => {
    const { passed, open } = gate();
    const runs: string[] = [];
    const slow = job(async () => {
      runs.push('begun');
      await passed;
      runs.push('done');
    });
    const scheduler = new Scheduler([slow], siteAt(clock));
    scheduler.start();
    void scheduler.run(slow);
    await takenBy(runs);
    const stopped = scheduler.stop();
    open();
    await stopped;
    await scheduler.run(slow);
    expect(runs).to.deep.equal(['begun', 'done']);
  });

  it('lets a job that takes long know that the process ends', async () => {
    const { passed, open } = gate();
    const runs: unknown[] = [];
    const long = job(async (_context, going) => {
      runs.push(going?.stopped());
      await passed;
      runs.push(going?.stopped());
    });
    const scheduler = new Scheduler([long], siteAt(clock));
    void scheduler.run(long);
    await takenBy(runs as string[]);
    const stopped = scheduler.stop();
    open();
    await stopped;
    expect(runs).to.deep.equal([false, true]);
  });
});
