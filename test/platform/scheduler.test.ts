import { expect } from 'chai';
import { HandClock } from '../../server/platform/clock/clock.ts';
import { giveUpLeases, takeLease } from '../../server/platform/clock/lease.ts';
import { type Job, Scheduler } from '../../server/platform/clock/scheduler.ts';
import { log } from '../../server/platform/log.ts';
import { captureLog } from '../support/log-lines.ts';
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

  it('gives a lease to one holder until its time is over', async () => {
    expect(await takeLease('lamp', 'a', NOW, 60)).to.equal(true);
    expect(await takeLease('lamp', 'b', later(59), 60)).to.equal(false);
    expect(await takeLease('lamp', 'a', later(59), 60)).to.equal(true);
    expect(await takeLease('lamp', 'b', later(60), 60)).to.equal(false);
    expect(await takeLease('lamp', 'b', later(119), 60)).to.equal(true);
    expect(await takeLease('lamp', 'a', later(120), 60)).to.equal(false);
  });

  it('takes over a lease that a clock which had leapt ahead has left behind', async () => {
    expect(await takeLease('ahead', 'a', later(365 * 86_400), 60)).to.equal(true);
    expect(await takeLease('ahead', 'b', NOW, 60)).to.equal(true);
    // A clock that is a minute behind takes nothing over.
    expect(await takeLease('ahead', 'a', later(-60), 60)).to.equal(false);
  });

  it('gives a lease to one of many who ask at the same moment', async () => {
    const asked = Array.from({ length: 8 }, (_, at) => takeLease('rush', `holder ${at}`, NOW, 60));
    expect((await Promise.all(asked)).filter(Boolean)).to.have.length(1);
  });

  it('frees what a holder gives up', async () => {
    await takeLease('bench', 'a', NOW, 60);
    await giveUpLeases('a');
    expect(await takeLease('bench', 'b', NOW, 60)).to.equal(true);
  });

  it('runs a job in one process at a time', async () => {
    const { passed, open } = gate();
    const runs: string[] = [];
    const first = new Scheduler([], clock);
    const second = new Scheduler([], clock);
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

  it('keeps the lease of a job that takes longer than it, and lets it go afterwards', async () => {
    const { passed, open } = gate();
    const runs: string[] = [];
    const machine = new HandClock(NOW);
    let beat = async () => {};
    const every = (_milliseconds: number, call: () => Promise<void>) => {
      beat = call;
      return async () => {
        beat = async () => {};
      };
    };
    const scheduler = new Scheduler([], clock, {
      now: () => machine.now(),
      steady: () => machine.now().getTime(),
      every,
    });
    const long = job(async () => {
      runs.push('begun');
      await passed;
    });
    const running = scheduler.run(long);
    await takenBy(runs);
    for (const seconds of [150, 300]) {
      machine.moveTo(later(seconds));
      await beat();
    }
    expect(await takeLease(long.name, 'other', later(479), 60)).to.equal(false);
    open();
    await running;
    machine.moveTo(later(470));
    await beat();
    expect(await takeLease(long.name, 'other', later(480), 60)).to.equal(true);
    await scheduler.stop();
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
    for (const scheduler of [new Scheduler([], clock), new Scheduler([], clock)]) {
      await scheduler.run(own);
      await scheduler.stop();
    }
    expect(runs).to.equal(2);
  });

  it('never runs a job twice at once', async () => {
    const { open, runs, slow } = slowJob();
    const scheduler = new Scheduler([], clock);
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
    const scheduler = new Scheduler([one], clock);
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
    const scheduler = new Scheduler([failing, job(async () => void runs.push('next'))], clock);
    await scheduler.runAll();
    lines.restore();
    expect(runs).to.deep.equal(['next']);
    expect(lines.text).to.include(failing.name).and.include('RangeError').and.not.include('secret');
    await scheduler.stop();
  });

  it('is settled when what was to run shortly has run, also what is asked for during a run', async () => {
    const { open, runs, slow } = slowJob();
    const scheduler = new Scheduler([], clock);
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
    const scheduler = new Scheduler([slow], clock);
    scheduler.start();
    void scheduler.run(slow);
    await takenBy(runs);
    const stopped = scheduler.stop();
    open();
    await stopped;
    await scheduler.run(slow);
    expect(runs).to.deep.equal(['begun', 'done']);
  });
});
