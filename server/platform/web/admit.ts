import { type Actor, isStaff, may } from '../context.ts';
import { Forbidden, SignInNeeded } from '../errors.ts';
import type { Who } from './route.ts';

/** The first check of every door. @throws SignInNeeded, Forbidden */
export function admit(who: Who, actor: Actor): void {
  if (who === 'anyone') return;
  if (!isStaff(actor)) throw new SignInNeeded();
  if (who !== 'staff' && !may(actor, ...who)) throw new Forbidden();
}
