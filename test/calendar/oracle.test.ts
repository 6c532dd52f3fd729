import { expect } from 'chai';
import { computeDeadline, prepareCalendar, workingMinutesBetween } from '../../server/calendar/index.ts';
import { buildWorld, openMinutesIn, oracleDueAt } from './oracle.ts';
import { dice, randomCalendar, randomInput } from './random-cases.ts';

// Long enough for the longest random case: arrival, pauses, limit and extensions with a three-day week.
const DAYS = 110;

/** Compares `cases` random items on a random calendar; the window contains whatever the zone does to clocks. */
function compare(seed: number, timeZone: string, firstDate: string, cases: number): number {
  const roll = dice(seed);
  const data = randomCalendar(roll, timeZone, firstDate, DAYS);
  const calendar = prepareCalendar(data);
  const world = buildWorld(data, firstDate, DAYS);
  for (let index = 0; index < cases; index += 1) {
    const input = randomInput(roll, world.startMs + 2 * 86_400_000);
    const expected = new Date(oracleDueAt(world, input)).toISOString();
    const found = computeDeadline(calendar, input).dueAt.toISOString();
    if (found !== expected) {
      expect.fail(`${found} instead of ${expected} for ${JSON.stringify({ seed, index, input, data })}`);
    }
    const to = new Date(input.receivedAt.getTime() + roll(40_000) * 60_000);
    expect(workingMinutesBetween(calendar, input.receivedAt, to)).to.equal(
      openMinutesIn(world, input.receivedAt, to),
    );
  }
  return cases;
}

describe('deadlines against a minute-by-minute oracle', function () {
  this.timeout(120_000);

  it('agrees on 10,000 random cases', () => {
    let agreed = 0;
    for (let seed = 1; seed <= 20; seed += 1) agreed += compare(seed, 'Asia/Ho_Chi_Minh', '2025-01-10', 500);
    expect(agreed).to.equal(10_000);
  });

  const zones: [timeZone: string, firstDate: string, why: string][] = [
    ['Europe/Berlin', '2025-03-01', 'spring forward'],
    ['Europe/Berlin', '2025-10-01', 'fall back'],
    ['America/Sao_Paulo', '2018-10-15', 'midnight that is skipped'],
    ['Australia/Lord_Howe', '2025-03-20', 'half an hour'],
    ['Africa/Casablanca', '2025-02-10', 'a month without summer time'],
  ];
  for (const [timeZone, firstDate, why] of zones) {
    it(`agrees where clocks change: ${timeZone}, ${why}`, () => {
      for (const seed of [101, 102]) expect(compare(seed, timeZone, firstDate, 100)).to.equal(100);
    });
  }
});
