import type { Sample } from './samples.ts';

const basis = 'Quyết định 12/2026/QĐ-UBND';
const bases = { 'basis-vi': basis, 'basis-en': 'Decision 12/2026', 'basis-ru': 'Решение 12/2026' };
const bands = { excellent: '90', good: '80', fair: '70', average: '50' };

/** Values of each rule that its page takes. */
const RULES = {
  'after-answer': { remindAfterDays: '5', reopenWithinDays: '20', basis },
  'commitment-times': { remindBeforeDays: '5', brokenAfterDays: '20', mostNewDates: '1', basis },
  'dialogue-times': { announceDays: '10', publishDays: '5', ...bases },
  'review-sample': { samplePercent: '10', basis },
  'score-rules': { onTime: '6', satisfied: '6', ...bands, leastRanked: '5', overriddenCounts: 'yes', basis },
  'volume-classes': { medium: '20', large: '60', basis },
  'dialogue-duty': { kinds: ['ward', 'commune'], perYear: '2', basis },
};

/** Each up to its preview. */
export const settingSamples: Record<string, Sample> = {
  'GET /settings': {},
  ...Object.fromEntries(
    Object.entries(RULES).flatMap(([rule, values]): [string, Sample][] => [
      [`GET /settings/${rule}`, {}],
      [
        `POST /settings/${rule}`,
        { fields: () => ({ number: '1', validFrom: '2027-01-04', confirmed: '', ...values }) },
      ],
    ]),
  ),
};
