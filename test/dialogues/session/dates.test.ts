import { expect } from 'chai';
import { announceBy, publishBy } from '../../../server/dialogues/session/settings.ts';

/** Moments of the city, seven hours before UTC. */
const city = (moment: string) => new Date(`${moment}:00+07:00`);
const shown = (at: Date) => new Date(at.getTime() + 7 * 3_600_000).toISOString().slice(0, 16);

describe('dialogues: the dates of the law are counted in days', () => {
  for (const [startsAt, last] of [
    ['2026-12-02T14:00', '2026-11-25T23:59'],
    ['2026-12-02T08:00', '2026-11-25T23:59'],
    ['2027-01-04T00:30', '2026-12-28T23:59'],
  ] as const)
    it(`a session on ${startsAt} is announced by ${last}`, () => {
      expect(shown(announceBy(city(startsAt)))).to.equal(last);
    });

  for (const [endedAt, last, why] of [
    ['2026-11-27T07:57', '2026-12-07T17:00', 'to the close of office, not to the hour of the end'],
    ['2026-11-27T19:30', '2026-12-07T17:00', 'however late it ended'],
    ['2026-12-03T16:00', '2026-12-14T17:00', 'a Sunday moves on'],
    ['2026-08-23T10:00', '2026-09-03T17:00', 'as does a holiday'],
  ] as const)
    it(`minutes of a session that ended ${endedAt} are published by ${last}: ${why}`, () => {
      expect(shown(publishBy(city(endedAt)))).to.equal(last);
    });
});
