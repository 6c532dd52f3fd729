import { type Context, hasRole, textIn } from '../context.ts';
import { Refusal } from '../errors.ts';

/** While the site is kept, people read and nobody writes but administrators. @throws Refusal with the reason, as 503 */
export function refuseWhileClosed({ site, actor, language }: Context): void {
  const reason = site.catalogue.closed?.();
  if (!reason || hasRole(actor, 'administrator')) return;
  throw new Refusal('unavailable', 'errors.maintenance', { reason: textIn(reason, language) });
}
