import { cityDate } from '../../calendar/index.ts';
import { promisesDue } from '../../commitments/index.ts';
import { itemsOfWeek } from '../../feedback/index.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { forecast } from '../forecast.ts';
import { seesAllForecasts } from '../policy.ts';

/** Of each kind: the page goes on two sheets of paper. */
const MOST_ROWS = 8;
const MOST_FORECAST = 6;
/** Far more than a city has promised and not done. */
const MOST_PROMISES = 1_000;

/** Who has to do what, since when, and what comes next: for the meeting at the beginning of the week. */
export async function weekPage(context: Context) {
  const { actor, now } = context;
  const units = seesAllForecasts(actor) ? undefined : isStaff(actor) ? actor.units : [];
  const [groups, promises, ahead] = await Promise.all([
    itemsOfWeek(context, { units, most: MOST_ROWS }),
    promisesDue(units, now, MOST_PROMISES),
    forecast(context, {}),
  ]);
  const broken = promises.filter(({ dueAt }) => dueAt < now);
  const coming = promises.filter(({ dueAt }) => dueAt >= now);
  return {
    today: cityDate(now),
    whole: units === undefined,
    groups,
    promises: [
      { name: 'broken', count: broken.length, rows: broken.slice(0, MOST_ROWS) },
      { name: 'coming', count: coming.length, rows: coming.slice(0, MOST_ROWS) },
    ],
    risk: { count: ahead.rows.length + ahead.more, rows: ahead.rows.slice(0, MOST_FORECAST) },
  };
}
