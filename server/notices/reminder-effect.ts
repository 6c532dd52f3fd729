import { addDays } from '../city/dates.ts';
import { withEffect } from '../settings/index.ts';
import { openItems } from './open-items.ts';
import { REMINDERS } from './reminder-rows.ts';
import type { ReminderPoint } from './rules.ts';

const DAYS = 7;
/** Each is computed by the calendar: more would keep people waiting. */
const MOST_READ = 500;

/** The points, with the open items that have reached one in the last days. */
export const REMINDERS_WITH_EFFECT = withEffect(REMINDERS, async ({ now }, { before, after }) => {
  const window = { after: addDays(now, -DAYS), until: now };
  const counted = { of: 0, before: 0, after: 0 };
  const old: readonly ReminderPoint[] = before.points;
  const all = [...old, ...after.points];
  for await (const { reached } of openItems({ opening: now, window, points: all })) {
    if (counted.of === MOST_READ) break;
    counted.of += 1;
    if (reached.some((point) => old.includes(point))) counted.before += 1;
    if (reached.some((point) => after.points.includes(point))) counted.after += 1;
  }
  if (counted.of === 0) return [];
  return [
    {
      text: 'settings.effects.reminders.told',
      values: { of: counted.of, days: DAYS },
      before: counted.before,
      after: counted.after,
    },
  ];
});
