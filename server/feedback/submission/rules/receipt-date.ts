import { DAY_MS } from '../../../city/dates.ts';

/** When an item that staff enter for somebody was received. */

/** What lies further back is looked at twice: a slip here makes an item late by months, for all to read. */
const LONG_AGO_DAYS = 30;
const OLDEST_DAYS = 366;

/** What is wrong with it, as seen when the item was entered; `long-ago` is right when somebody says why. */
export function receiptFault(
  receivedAt: Date,
  enteredAt: Date,
): 'future' | 'too-old' | 'long-ago' | undefined {
  const days = (enteredAt.getTime() - receivedAt.getTime()) / DAY_MS;
  if (days < 0) return 'future';
  if (days > OLDEST_DAYS) return 'too-old';
  return days > LONG_AGO_DAYS ? 'long-ago' : undefined;
}
