import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';

/** The city's date at the time of the request, yyyy-mm-dd. */
export function today(context: Pick<Context, 'now'>): string {
  return cityDate(context.now);
}
