import { setBrand, shippedBrand } from '../branding/index.ts';
import { cityDate } from '../calendar/index.ts';
import { dayAfter } from '../city/dates.ts';
import { COMMITMENT_TIMES } from '../commitments/index.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { changeSetting } from '../settings/index.ts';
import type { Cast } from './people.ts';

/** The administrator gives the site a contact, and prepares a stricter rule for promises. */
export async function playCityRules(site: Site, cast: Cast, now: Date): Promise<void> {
  const context = { ...systemContext(site, 'demo', now), actor: await cast.listed('administrator') };
  const contact = {
    vi: 'Tổng đài 1022, 24 giờ mỗi ngày.',
    en: 'Call 1022, at any hour.',
    ru: 'Телефон 1022, круглосуточно.',
  };
  await setBrand(context, { ...shippedBrand(), contact }, 1);
  const times = { remindBeforeDays: 10, brokenAfterDays: 20, mostNewDates: 1 };
  const basis = 'Quyết định của UBND thành phố (ví dụ của bản dùng thử)';
  await changeSetting(context, COMMITMENT_TIMES, { ...times, basis, validFrom: dayAfter(cityDate(now)) }, 1);
}
