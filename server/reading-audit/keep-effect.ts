import { cityMidnight } from '../calendar/index.ts';
import { MOST_COUNTED, withEffect } from '../settings/index.ts';
import { ReadingRow } from './model.ts';
import { READING_AUDIT, readingsKeptBy } from './settings.ts';

/** How long readings are kept, with how many would go in the first night. */
export const READING_AUDIT_WITH_EFFECT = withEffect(READING_AUDIT, async (_, { before, after }) => {
  if (!(await ReadingRow.exists({}))) return [];
  const first = cityMidnight(after.validFrom);
  const going = ({ keepMonths }: { keepMonths: number }) =>
    ReadingRow.countDocuments({ at: { $lt: readingsKeptBy(first, keepMonths) } }, { limit: MOST_COUNTED });
  const [old, next] = await Promise.all([going(before), going(after)]);
  return [{ text: 'settings.effects.reading-audit.going', before: old, after: next }];
});
