import { cityDate } from '../calendar/index.ts';
import { daysAfter } from '../city/dates.ts';
import { lookAgain, markAllAged } from '../feedback/index.ts';
import { Feedback } from '../feedback/item/model.ts';
import { type Site, systemContext } from '../platform/context.ts';
import { recordEnd } from '../regulations/index.ts';
import type { Cast } from './people.ts';

/** Documents that answers of the demo cite; that they have ended is made up. */
const ENDED = [
  { kind: 'document', name: '61/2024/QĐ-UBND', replacedBy: '85/2026/QĐ-UBND' },
  { kind: 'document', name: '226/2016/TT-BTC', replacedBy: null },
] as const;
const NOTE =
  'Quyết định mới giữ nguyên mức và trình tự này, nội dung đã trả lời không thay đổi (ví dụ của bản dùng thử).';

/** A rule that answers cite has ended; one office has looked again, another has yet to. */
export async function playAgeing(site: Site, cast: Cast, now: Date): Promise<void> {
  const context = systemContext(site, 'demo', now);
  const coordinator = { ...context, actor: await cast.coordinator() };
  for (const rule of ENDED) await recordEnd(coordinator, { ...rule, endedOn: daysAfter(cityDate(now), -6) });
  await markAllAged(context);
  const [first] = await Feedback.find({ 'aged.openSince': { $gt: new Date(0) } }, { code: 1, unit: 1 })
    .sort({ _id: 1 })
    .limit(1)
    .lean();
  if (!first) return;
  const head = await cast.inUnit('head', first.unit!, now);
  await lookAgain({ ...context, actor: head }, first.code, { as: 'still-true', note: NOTE });
}
