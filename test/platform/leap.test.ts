import { expect } from 'chai';
import { LeapWatch } from '../../server/platform/clock/leap.ts';
import { type Job, Scheduler } from '../../server/platform/clock/scheduler.ts';
import { log } from '../../server/platform/log.ts';
import { captureLog } from '../support/log-lines.ts';
import { siteAt } from '../support/site.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Two clocks moved by hand: time passes on both, a leap happens to one. */
function clocks() {
  let wall = Date.parse('2026-03-04T03:00:00Z');
  let steady = 0;
  return {
    now: () => new Date(wall),
    steady: () => steady,
    pass(milliseconds: number) {
      wall += milliseconds;
      steady += milliseconds;
    },
    leap(milliseconds: number) {
      wall += milliseconds;
    },
  };
}

describe('leaps of the machine’s clock', () => {
  let written: ReturnType<typeof captureLog>;

  beforeEach(() => {
    written = captureLog(log);
  });
  afterEach(() => written.restore());

  it('are none while time passes, however long, and while the clock is set by seconds again and again', () => {
    const machine = clocks();
    const watch = new LeapWatch(machine);
    machine.pass(400 * DAY);
    expect(watch.inDoubt()).to.equal(false);
    for (let times = 0; times < 20; times++) {
      machine.pass(HOUR);
      machine.leap(MINUTE);
      expect(watch.inDoubt()).to.equal(false);
    }
  });

  it('are doubted until the clock is right again', () => {
    const machine = clocks();
    const watch = new LeapWatch(machine);
    machine.leap(365 * DAY);
    expect(watch.inDoubt()).to.equal(true);
    machine.pass(2 * MINUTE);
    expect(watch.inDoubt()).to.equal(true);
    machine.leap(-365 * DAY);
    expect(watch.inDoubt()).to.equal(false);
    // Somebody must act: said once.
    expect(written.text.match(/"level":50/g)).to.have.length(1);
  });

  it('are believed after a quarter of an hour, when a machine may have slept so long', () => {
    for (const leap of [10 * HOUR, -HOUR]) {
      const machine = clocks();
      const watch = new LeapWatch(machine);
      machine.leap(leap);
      expect(watch.inDoubt()).to.equal(true);
      machine.pass(14 * MINUTE);
      expect(watch.inDoubt()).to.equal(true);
      machine.pass(MINUTE);
      expect(watch.inDoubt()).to.equal(false);
      machine.pass(DAY);
      expect(watch.inDoubt()).to.equal(false);
    }
  });

  it('are never believed when they are absurd, and a second leap is doubted anew', () => {
    for (const leap of [365 * DAY, -2 * DAY]) {
      const machine = clocks();
      const watch = new LeapWatch(machine);
      machine.leap(leap);
      expect(watch.inDoubt()).to.equal(true);
      machine.pass(3 * DAY);
      expect(watch.inDoubt()).to.equal(true);
    }
    const machine = clocks();
    const watch = new LeapWatch(machine);
    machine.leap(365 * DAY);
    expect(watch.inDoubt()).to.equal(true);
    machine.leap(-364 * DAY);
    expect(watch.inDoubt()).to.equal(true);
    machine.pass(15 * MINUTE);
    expect(watch.inDoubt()).to.equal(false);
  });

  it('hold back the jobs that a wrong clock would spoil, and no others', async () => {
    const machine = clocks();
    const runs: string[] = [];
    const job = (name: string, more: Partial<Job>): Job => ({
      ...{ name, everySeconds: 60, everyProcess: true, run: async () => void runs.push(name) },
      ...more,
    });
    const every = () => async () => {};
    const jobs = [job('own', {}), job('mail', { runsWithoutTrustedClock: true })];
    const scheduler = new Scheduler(jobs, siteAt(machine), { ...machine, every });
    machine.leap(365 * DAY);
    await scheduler.runAll();
    expect(runs).to.deep.equal(['own', 'mail']);
    await scheduler.run(job('late', { everyProcess: false }));
    expect(runs).to.deep.equal(['own', 'mail']);
  });
});
