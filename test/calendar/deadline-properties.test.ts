import { expect } from 'chai';
import fc from 'fast-check';
import {
  computeDeadline,
  type DeadlineInput,
  type LimitUnit,
  type Pause,
  seedCalendar,
  workingMinutesBetween,
} from '../../server/calendar/index.ts';

// A fixed seed: a test that fails must fail again.
const RUNS = { seed: 20250310, numRuns: 500 };
const MINUTE = 60_000;
const START = Date.UTC(2024, 0, 1);

const units: LimitUnit[] = ['working_hours', 'working_days', 'calendar_days'];
const receivedAt = fc.integer({ min: 0, max: 900 * 1440 }).map((minute) => new Date(START + minute * MINUTE));
const unit = fc.constantFrom(...units);
const amount = fc.integer({ min: 1, max: 40 });
const span = fc.tuple(fc.integer({ min: -3000, max: 40_000 }), fc.integer({ min: 1, max: 12_000 }));
const spans = fc.array(span, { maxLength: 4 });
const extensions = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 10 }), unit }), { maxLength: 2 });

const pausesAfter = (start: Date, list: [number, number][]): Pause[] =>
  list.map(([from, length]) => ({
    from: new Date(start.getTime() + from * MINUTE),
    to: new Date(start.getTime() + (from + length) * MINUTE),
  }));

const inputs = fc
  .record({ receivedAt, amount, unit, spans, extensions })
  .map(
    ({ spans: list, ...input }): DeadlineInput => ({ ...input, pauses: pausesAfter(input.receivedAt, list) }),
  );

const dueAt = (input: DeadlineInput) => computeDeadline(seedCalendar(), input).dueAt;

describe('deadline properties', () => {
  it('never comes earlier for a larger amount', () => {
    const check = (input: DeadlineInput, more: number) => {
      const larger = { ...input, amount: input.amount + more };
      expect(dueAt(larger).getTime()).to.be.at.least(dueAt(input).getTime());
    };
    fc.assert(fc.property(inputs, fc.integer({ min: 1, max: 10 }), check), RUNS);
  });

  it('never comes earlier for one more pause or one more extension', () => {
    const check = (
      input: DeadlineInput,
      one: [number, number],
      extension: { amount: number; unit: LimitUnit },
    ) => {
      const before = dueAt(input).getTime();
      const pauses = [...input.pauses!, ...pausesAfter(input.receivedAt, [one])];
      expect(dueAt({ ...input, pauses }).getTime()).to.be.at.least(before);
      const extended = { ...input, extensions: [...input.extensions!, extension] };
      expect(dueAt(extended).getTime()).to.be.above(before);
    };
    fc.assert(fc.property(inputs, span, fc.record({ amount, unit }), check), RUNS);
  });

  it('comes later by exactly the working time of a pause, in hours', () => {
    const check = (start: Date, hours: number, one: [number, number]) => {
      const plain: DeadlineInput = { receivedAt: start, amount: hours, unit: 'working_hours' };
      const [pause] = pausesAfter(start, [[Math.abs(one[0]), one[1]]]) as [Pause];
      const before = dueAt(plain);
      const added = pause.from > before ? 0 : workingMinutesBetween(seedCalendar(), pause.from, pause.to);
      const after = dueAt({ ...plain, pauses: [pause] });
      expect(workingMinutesBetween(seedCalendar(), before, after)).to.equal(added);
    };
    fc.assert(fc.property(receivedAt, amount, span, check), RUNS);
  });

  it('does not care how a pause is split or in which order pauses come', () => {
    const check = (input: DeadlineInput, at: number) => {
      const halves = input.pauses!.flatMap(({ from, to }) => {
        const middle = new Date(Math.round(from.getTime() + (to.getTime() - from.getTime()) * at));
        return [
          { from: middle, to },
          { from, to: middle },
        ];
      });
      expect(dueAt({ ...input, pauses: halves.reverse() })).to.deep.equal(dueAt(input));
    };
    fc.assert(fc.property(inputs, fc.double({ min: 0, max: 1, noNaN: true }), check), RUNS);
  });

  it('explains every date once, in order, and counts what was asked for', () => {
    const check = (input: DeadlineInput) => {
      const { steps } = computeDeadline(seedCalendar(), input, { steps: true });
      steps.slice(1).forEach(({ date }, index) => {
        expect(Date.parse(date) - Date.parse(steps[index]!.date)).to.equal(86_400_000);
      });
      const limits = [input, ...input.extensions!];
      const asked = (hours: boolean) =>
        limits
          .filter((limit) => (limit.unit === 'working_hours') === hours)
          .reduce((sum, limit) => sum + limit.amount, 0);
      expect(steps.filter(({ counted }) => counted === true).length).to.equal(asked(false));
      const minutes = steps.reduce(
        (sum, { counted }) => sum + (typeof counted === 'number' ? counted : 0),
        0,
      );
      expect(minutes).to.equal(asked(true) * 60);
    };
    fc.assert(fc.property(inputs, check), RUNS);
  });

  it('ends its steps on the local due date and gives the same date without them', () => {
    const check = (input: DeadlineInput) => {
      const told = computeDeadline(seedCalendar(), input, { steps: true });
      expect(told.dueAt).to.deep.equal(dueAt(input));
      const local = new Date(told.dueAt.getTime() + 7 * 60 * MINUTE).toISOString().slice(0, 10);
      expect(told.steps.at(-1)!.date).to.equal(local);
    };
    fc.assert(fc.property(inputs, check), RUNS);
  });
});
