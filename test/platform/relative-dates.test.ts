import { expect } from 'chai';
import type { Language } from '../../server/platform/context.ts';
import { formatRelative } from '../../server/platform/i18n/dates.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

/** By the city's clock. */
const at = (local: string) => new Date(`${local}:00+07:00`);

describe('how far away a date is', () => {
  const CASES: [string, string, string, Record<Language, string>][] = [
    [
      'counts days of the calendar, not stretches of 24 hours',
      '2026-12-01T18:00',
      '2026-12-04T17:00',
      { vi: 'sau 3 ngày nữa', en: 'in 3 days', ru: 'через 3 дня' },
    ],
    [
      'says the day after tomorrow from the evening on',
      '2026-12-02T18:00',
      '2026-12-04T17:00',
      { vi: 'ngày kia', en: 'in 2 days', ru: 'послезавтра' },
    ],
    [
      'says tomorrow when fewer than 24 hours are left',
      '2026-12-03T22:00',
      '2026-12-04T17:00',
      { vi: 'ngày mai', en: 'tomorrow', ru: 'завтра' },
    ],
    [
      'counts hours within a day',
      '2026-12-04T09:30',
      '2026-12-04T17:00',
      { vi: 'sau 7 giờ nữa', en: 'in 7 hours', ru: 'через 7 часов' },
    ],
    [
      'takes the days of the city: there it is tomorrow already',
      '2026-12-04T01:00',
      '2026-12-03T17:00',
      { vi: 'hôm qua', en: 'yesterday', ru: 'вчера' },
    ],
    [
      'counts back alike',
      '2026-12-07T08:00',
      '2026-12-04T17:00',
      { vi: '3 ngày trước', en: '3 days ago', ru: '3 дня назад' },
    ],
    [
      'stays with minutes around midnight',
      '2026-12-03T23:50',
      '2026-12-04T00:10',
      { vi: 'sau 20 phút nữa', en: 'in 20 minutes', ru: 'через 20 минут' },
    ],
  ];
  for (const [says, now, then, read] of CASES)
    it(says, () => {
      for (const language of ['vi', 'en', 'ru'] as const)
        expect(formatRelative(at(then), at(now), language, ZONE)).to.equal(read[language]);
    });
});
