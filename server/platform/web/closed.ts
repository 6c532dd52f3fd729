import { type Context, may, textIn } from '../context.ts';
import { Refusal } from '../errors.ts';

/** While the site is kept, people read and nobody writes but administrators. @throws Refusal with the reason, as 503 */
export function refuseWhileClosed({ site, actor, language }: Context): void {
  const reason = site.catalogue.closed?.();
  if (!reason || may(actor, 'close-site')) return;
  throw new Refusal('unavailable', 'errors.maintenance', { reason: textIn(reason, language) });
}
