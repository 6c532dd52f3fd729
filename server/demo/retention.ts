import { cityDate } from '../calendar/index.ts';
import { DAY_MS, dayAfter } from '../city/dates.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { carryOutRetention, RETENTION } from '../retention/index.ts';
import { changeSetting } from '../settings/index.ts';
import type { Cast } from './people.ts';

/** Letters have gone each month; in the year to come items lose their senders. */
const MONTHS = { itemMonths: 12, accountMonths: 60, letterMonths: 3, mailMonths: 3, tokenMonths: 12 };
const RUNS_DAYS_AGO = [60, 30, 0];

/** The city has set on the first day what goes when, and each month something went. */
export async function playRetention(
  site: Site,
  cast: Cast,
  { first, now }: { first: Date; now: Date },
): Promise<void> {
  const context = { ...systemContext(site, 'demo', first), actor: await cast.listed('administrator') };
  const basis = 'Quyết định của UBND thành phố về thời hạn lưu (ví dụ của bản dùng thử)';
  const values = { ...MONTHS, items: 'yes', basis, validFrom: dayAfter(cityDate(first)) };
  await changeSetting(context, RETENTION, values, 1);
  for (const days of RUNS_DAYS_AGO)
    await carryOutRetention(systemContext(site, 'demo', new Date(now.getTime() - days * DAY_MS)));
}
