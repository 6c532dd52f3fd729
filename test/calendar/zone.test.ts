import { expect } from 'chai';
import { DateTime } from 'luxon';
import { prepareCalendar, workingMinutesBetween } from '../../server/calendar/index.ts';
import { fromLocal, toLocal, zoneFor } from '../../server/calendar/rules/zone.ts';

const DAY = 86_400_000;
const FROM = Date.UTC(2010, 0, 1);
const UNTIL = Date.UTC(2040, 0, 1);

describe('time zones', () => {
  const names = [
    'Asia/Ho_Chi_Minh',
    'Europe/Berlin',
    'Africa/Casablanca',
    'America/Sao_Paulo',
    'Pacific/Apia',
  ];
  for (const name of names) {
    it(`show the same wall clock as luxon: ${name}`, () => {
      const zone = zoneFor(name, FROM, UNTIL);
      for (let at = FROM; at < UNTIL; at += 1.3 * DAY) {
        const local = DateTime.fromMillis(at, { zone: name });
        expect(toLocal(zone, at) - at, String(local)).to.equal(local.offset * 60_000);
      }
    });
  }

  it('know the instant at which clocks change, to the second', () => {
    const { since } = zoneFor('Europe/Berlin', FROM, UNTIL);
    expect([...since]).to.include.members([Date.UTC(2025, 2, 30, 1), Date.UTC(2025, 9, 26, 1)]);
  });

  it('find the first instant that shows a time, or the jump over it', () => {
    const zone = zoneFor('Europe/Berlin', FROM, UNTIL);
    const first = (...local: [number, number, number, number, number]) =>
      new Date(fromLocal(zone, Date.UTC(...local))).toISOString().slice(5, 16);
    expect(first(2025, 2, 30, 1, 59)).to.equal('03-30T00:59');
    expect(first(2025, 2, 30, 2, 30)).to.equal('03-30T01:00');
    expect(first(2025, 2, 30, 3, 0)).to.equal('03-30T01:00');
    expect(first(2025, 9, 26, 2, 30)).to.equal('10-26T00:30');
    expect(first(2025, 9, 26, 3, 0)).to.equal('10-26T02:00');
  });

  it('make the night shift longer or shorter', () => {
    const calendar = prepareCalendar({
      timeZone: 'Europe/Berlin',
      workingWeek: ['sun'],
      officeHours: [['00:00', '03:00']],
      days: [],
    });
    const minutes = (date: string) => {
      const start = DateTime.fromISO(date, { zone: 'Europe/Berlin' });
      return workingMinutesBetween(calendar, start.toJSDate(), start.plus({ days: 1 }).toJSDate());
    };
    expect(['2025-03-30', '2025-06-01', '2025-10-26'].map(minutes)).to.deep.equal([120, 180, 240]);
  });

  it('are refused when there is no such zone', () => {
    expect(() => zoneFor('Europe/Hanoi', FROM, UNTIL)).to.throw(RangeError);
  });
});
