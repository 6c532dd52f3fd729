import { expect } from 'chai';
import { nextStep } from '../../../server/dialogues/session/rules/next-step.ts';
import type { DialogueStatus } from '../../../server/dialogues/session/rules/status.ts';

const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 8, day, hour));
const TIMES = { announceBy: at(3), startsAt: at(10), endsAt: at(10, 11), publishBy: null };
const ENDED = { ...TIMES, publishBy: at(20) };

describe('the next step of whoever runs a session', () => {
  for (const [what, status, times, now, wanted] of [
    ['announce a draft', 'draft', TIMES, at(1), ['announce', at(3), false, true]],
    ['announce a draft, too late', 'draft', TIMES, at(4), ['announce', at(3), true, true]],
    ['open one days ahead', 'announced', TIMES, at(5), ['open', at(10), false, false]],
    ['open one of tomorrow', 'announced', TIMES, at(9), ['open', at(10), false, true]],
    ['open one whose hour has passed', 'announced', TIMES, at(10, 10), ['open', at(10), true, true]],
    ['end one under way', 'live', TIMES, at(10, 10), ['end', at(10, 11), false, true]],
    ['end one beyond its time', 'live', TIMES, at(10, 12), ['end', at(10, 11), true, true]],
    ['publish the minutes', 'ended', ENDED, at(12), ['publish', at(20), false, true]],
    ['publish the minutes, too late', 'ended', ENDED, at(21), ['publish', at(20), true, true]],
  ] as const)
    it(`is to ${what}`, () => {
      const { name, at, late, waits } = nextStep(status, times, now)!;
      expect([name, at, late, waits]).to.deep.equal(wanted);
    });

  for (const status of ['published', 'cancelled'] as DialogueStatus[])
    it(`is none once it is ${status}`, () => {
      expect(nextStep(status, ENDED, at(12))).to.equal(undefined);
    });
});
