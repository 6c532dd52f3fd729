import { staffWith } from '../accounts/index.ts';
import { cityDate, cityMidnight } from '../calendar/index.ts';
import { monthAfter } from '../city/months.ts';
import { MOST_COUNTED, withEffect } from '../settings/index.ts';
import { REVIEW_SAMPLE } from './answers.ts';
import { CheckedAnswer } from './model.ts';
import { inSample } from './rules.ts';

/** The share, with the answers of last month that it would have chosen: chance has no part in it. */
export const SAMPLE_WITH_EFFECT = withEffect(REVIEW_SAMPLE, async ({ now }, { before, after }) => {
  const month = cityDate(now).slice(0, 7);
  const [from, to] = [cityMidnight(`${monthAfter(month, -1)}-01`), cityMidnight(`${month}-01`)];
  const answers = await CheckedAnswer.find({ answeredAt: { $gte: from, $lt: to } }, { _id: 1 })
    .sort({ answeredAt: -1, _id: -1 })
    .limit(MOST_COUNTED)
    .lean();
  if (answers.length === 0) return [];
  const chosen = (percent: number) => answers.filter(({ _id }) => inSample(_id, percent)).length;
  const people = (await staffWith('review-answers')).length;
  const [old, next] = [chosen(before.samplePercent), chosen(after.samplePercent)];
  const each = (count: number) => Math.ceil(count / people);
  return [
    { text: 'settings.effects.review-sample.read', values: { of: answers.length }, before: old, after: next },
    ...(people > 0
      ? [
          {
            text: 'settings.effects.review-sample.each',
            values: { people },
            before: each(old),
            after: each(next),
          },
        ]
      : []),
  ];
});
