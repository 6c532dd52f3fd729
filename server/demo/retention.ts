import { cityDate } from '../calendar/index.ts';
import { DAY_MS, dayAfter } from '../city/dates.ts';
import { askErasure } from '../feedback/index.ts';
import { Feedback } from '../feedback/item/model.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { Outbox } from '../platform/mail/outbox.ts';
import { carryOutRetention, RETENTION } from '../retention/index.ts';
import { changeSetting } from '../settings/index.ts';
import type { Cast } from './people.ts';

/** Letters have gone each month; in the year to come items lose their senders. */
const MONTHS = {
  ...{ itemMonths: 12, accountMonths: 60, participantMonths: 12, confidentialMonths: 60 },
  ...{ letterMonths: 3, mailMonths: 3, tokenMonths: 12 },
};
const DELIVERED_DAYS_AGO = 30;
const RUNS_DAYS_AGO = [60, 30, 0];

/** The city has set on the first day what goes when, and each month something went. */
export async function playRetention(
  site: Site,
  cast: Cast,
  { first, now }: { first: Date; now: Date },
): Promise<void> {
  const context = { ...systemContext(site, 'demo', first), actor: await cast.listed('administrator') };
  const basis = 'Quyết định của UBND thành phố về thời hạn lưu (ví dụ của bản dùng thử)';
  const values = {
    ...MONTHS,
    items: 'yes',
    participants: 'yes',
    basis,
    validFrom: dayAfter(cityDate(first)),
  };
  await changeSetting(context, RETENTION, values, 1);
  // Nobody has delivered letters while half a year was played.
  const delivered = new Date(now.getTime() - DELIVERED_DAYS_AGO * DAY_MS);
  await Outbox.updateMany({ status: 'waiting', createdAt: { $lt: delivered } }, { $set: { status: 'sent' } });
  for (const days of RUNS_DAYS_AGO)
    await carryOutRetention(systemContext(site, 'demo', new Date(now.getTime() - days * DAY_MS)));
}

/** Somebody wants the own data erased while an answer is still due: a coordinator has to decide. */
export async function playErasure(site: Site, now: Date): Promise<void> {
  const open = await Feedback.findOne({ status: 'routed', shield: null }, { code: 1 })
    .sort({ receivedAt: -1, _id: 1 })
    .lean();
  if (!open) return;
  const actor = { kind: 'visitor' as const, holds: [open.code] };
  const at = new Date(now.getTime() - DAY_MS / 8);
  await askErasure({ site, actor, now: at, language: 'vi', requestId: 'demo' }, open.code);
}
