import { addWorkingDays, cityCalendar, cityMidnight } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import { monthAfter } from '../../city/months.ts';
import { withEffect } from '../../settings/index.ts';
import { monthName } from '../month-name.ts';
import { DELAY_RULES } from './rule-settings.ts';
import { type DelayRule, publicationDate } from './rules/dated-rule.ts';

/** When the lists of a month open, take no more replies and are published, if nobody opens them sooner. */
function datesOf(month: string, { draftDays, replyDays, publishDay }: Omit<DelayRule, 'validTo'>) {
  const made = `${monthAfter(month, 1)}-01`;
  const later = (day: string, days: number) => (days === 0 ? day : addWorkingDays(cityCalendar(), day, days));
  const opened = later(made, draftDays);
  const replies = later(opened, replyDays);
  return { opened, replies, published: publicationDate(month, publishDay, dayAfter(replies)) };
}

/** The rule of lists, with the dates that those of its first month would have. */
export const DELAY_RULES_WITH_EFFECT = withEffect(DELAY_RULES, async ({ language }, { before, after }) => {
  const month = after.validFrom.slice(0, 7);
  const [old, next] = [datesOf(month, before), datesOf(month, after)];
  return (['opened', 'replies', 'published'] as const).map((what) => ({
    text: `settings.effects.delay-rules.${what}`,
    values: { month: monthName(month, { language }) },
    before: cityMidnight(old[what]),
    after: cityMidnight(next[what]),
  }));
});
