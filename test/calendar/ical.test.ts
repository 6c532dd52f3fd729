import { expect } from 'chai';
import fc from 'fast-check';
import { type CalendarDay, readIcal, seedCalendarData, writeIcal } from '../../server/calendar/index.ts';

const wrapped = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR'].join('\r\n');
const event = (...lines: string[]) => wrapped('BEGIN:VEVENT', ...lines, 'END:VEVENT');
const faults = (text: string) => readIcal(text).problems.map(({ where, key }) => `${where} ${key}`);

describe('iCalendar import', () => {
  it('takes all-day events of other programs, each date a row', () => {
    const text = wrapped(
      'BEGIN:VEVENT',
      'UID:1',
      'DTSTART;VALUE=DATE:20270205',
      'DTEND;VALUE=DATE:20270208',
      'SUMMARY;LANGUAGE=vi:Tết Nguyên',
      '  đán\\, năm Đinh Mùi',
      'BEGIN:VALARM',
      'TRIGGER:-PT15M',
      'SUMMARY:not this one',
      'END:VALARM',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'DTSTART:20270101',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'STATUS:CANCELLED',
      'DTSTART:20270103',
      'END:VEVENT',
    );
    const name = { vi: 'Tết Nguyên đán, năm Đinh Mùi' };
    expect(readIcal(text)).to.deep.equal({
      days: [
        { date: '2027-01-01', kind: 'holiday' },
        { date: '2027-02-05', kind: 'holiday', name },
        { date: '2027-02-06', kind: 'holiday', name },
        { date: '2027-02-07', kind: 'holiday', name },
      ],
      problems: [],
    });
  });

  it('takes a duration, another kind and another language', () => {
    const text = event('DTSTART;VALUE=DATE:20250310', 'DURATION:P2D', 'SUMMARY:Шторм');
    expect(readIcal(text, { kind: 'ad_hoc_off', language: 'ru' }).days).to.deep.equal([
      { date: '2025-03-10', kind: 'ad_hoc_off', name: { ru: 'Шторм' } },
      { date: '2025-03-11', kind: 'ad_hoc_off', name: { ru: 'Шторм' } },
    ]);
  });

  it('names the line of what it cannot take, and takes nothing from that event', () => {
    const cases: [text: string, fault: string][] = [
      ['', 'line 1 ical-no-calendar'],
      ['BEGIN:VEVENT\nDTSTART:20250101\nEND:VEVENT', 'line 1 ical-no-calendar'],
      [event('DTSTART:20250310T090000Z'), 'line 4 ical-not-all-day'],
      [event('DTSTART;VALUE=DATE:20250230'), 'line 4 ical-date-malformed'],
      [event('DTSTART;VALUE=DATE:tomorrow'), 'line 4 ical-date-malformed'],
      [event('SUMMARY:x'), 'line 3 ical-no-start'],
      [event('DTSTART:20250101', 'RRULE:FREQ=YEARLY'), 'line 3 ical-repeating'],
      [event('DTSTART:20250101', 'DTEND:20250101'), 'line 3 ical-span'],
      [event('DTSTART:20250101', 'DTEND:99990101'), 'line 3 ical-span'],
      [event('DTSTART:20250101', 'DURATION:P999999D'), 'line 5 ical-duration'],
      [event('DTSTART:20250101', 'X-DAY-KIND:party'), 'line 5 ical-kind-unknown'],
    ];
    for (const [text, fault] of cases) {
      expect(faults(text), text).to.deep.equal([fault]);
      expect(readIcal(text).days).to.deep.equal([]);
    }
  });

  it('names lines that are none, parts that do not end and days that clash', () => {
    expect(faults(event('DTSTART:20250101', 'no colon here'))).to.deep.equal(['line 5 ical-line-unreadable']);
    expect(faults('BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20250101')).to.deep.equal([
      'line 3 ical-ends-early',
    ]);
    expect(faults('BEGIN:VCALENDAR\nEND:VEVENT')).to.deep.equal(['line 2 ical-nesting']);
    const twice = ['BEGIN:VEVENT', 'DTSTART:20250101', 'END:VEVENT'];
    expect(faults(wrapped(...twice, ...twice))).to.deep.equal([]);
    const other = ['BEGIN:VEVENT', 'DTSTART:20250101', 'X-DAY-KIND:swap_work', 'END:VEVENT'];
    expect(faults(wrapped(...twice, ...other))).to.deep.equal(['line 6 ical-days-clash']);
  });

  it('refuses what is too much', () => {
    expect(faults('A'.repeat(2_000_001))).to.deep.equal(['line 1 ical-too-long', 'line 1 ical-no-calendar']);
    const many = Array.from({ length: 200 }, (_, month) => {
      const date = `${2000 + Math.floor(month / 12)}${String((month % 12) + 1).padStart(2, '0')}01`;
      return `BEGIN:VEVENT\nDTSTART:${date}\nDURATION:P31D\nEND:VEVENT`;
    });
    const { days, problems } = readIcal(wrapped(...many));
    expect(days.length).to.equal(5000);
    expect(problems[0]!.key).to.equal('ical-too-many-days');
  });

  it('answers any text without throwing', () => {
    const piece = fc.constantFrom(
      'BEGIN:VCALENDAR',
      'END:VCALENDAR',
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:20250101',
      'DTEND:2',
      ' ',
      ';=',
      'X;A="b:c":d',
      'DTSTART;',
      'BEGIN:',
    );
    const lines = fc.array(fc.oneof(piece, fc.string()), { maxLength: 20 }).map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(lines, (text) => {
        expect(readIcal(text).days.every(({ date }) => date === '2025-01-01')).to.equal(true);
      }),
      { seed: 766, numRuns: 1000 },
    );
  });

  it('needs no more than straight time for hostile parameters', () => {
    const text = event(`DTSTART${';A='.repeat(300_000)}`);
    expect(faults(text)).to.deep.equal(['line 4 ical-line-unreadable', 'line 3 ical-no-start']);
  });
});

describe('iCalendar export', () => {
  const stampedAt = new Date('2026-01-02T03:04:05.678Z');
  const bare = ({ date, kind, name }: CalendarDay) => ({ date, kind, name: { vi: name!.vi } });

  it('comes back as it went, for the whole calendar that ships', () => {
    const text = writeIcal(seedCalendarData().days, { stampedAt, domain: 'example.org' });
    const { days, problems } = readIcal(text);
    expect(problems).to.deep.equal([]);
    expect(days).to.deep.equal(seedCalendarData().days.map(bare));
  });

  it('keeps lines within 75 bytes and escapes what has a meaning', () => {
    const name = { vi: 'Nghỉ; bão, lũ \\ ngập\nđường'.repeat(5) };
    const days: CalendarDay[] = [
      { date: '2025-12-31', kind: 'ad_hoc_off', name },
      { date: '2026-01-01', kind: 'holiday', active: false },
    ];
    const text = writeIcal(days, { stampedAt, domain: 'example.org' });
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).to.be.at.most(75);
    expect(text).to.contain('DTSTAMP:20260102T030405Z\r\n').and.contain('DTEND;VALUE=DATE:20260101\r\n');
    expect(readIcal(text).days).to.deep.equal([{ date: '2025-12-31', kind: 'ad_hoc_off', name }]);
  });
});
