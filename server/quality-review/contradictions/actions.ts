import { type Context, isStaff } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { canReview } from '../policy.ts';
import { Contradiction } from './model.ts';
import { told } from './note.ts';
import { hadPartIn } from './queries.ts';
import type { SettlingInput } from './schemas.ts';

/**
 * A reviewer who had no part in either answer says which of the two holds; both units are told by letter.
 * @throws Conflict when it is settled already, or no longer there
 */
export function settleContradiction(
  context: Context,
  name: string,
  { holds, note }: SettlingInput,
): Promise<void> {
  return retrying(async () => {
    const it = await Contradiction.findById(name);
    if (!it) throw new NotFound();
    const { actor, now } = context;
    if (!canReview(actor, await hadPartIn(it.codes)) || !isStaff(actor)) throw new Forbidden();
    if (it.status !== 'open') throw new Conflict(`quality-review.contradictions.errors.${it.status}`);
    it.status = 'settled';
    it.settled = { holds, note, by: actor.id, at: now };
    await commit(context, it, {
      name: 'contradiction.settled',
      details: { ...told(it), holds },
      personal: { note },
    });
  });
}
