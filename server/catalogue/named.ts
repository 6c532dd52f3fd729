import { countAccountsOf } from '../accounts/index.ts';
import { countWaitingFor } from '../feedback/index.ts';
import { allRegulations } from '../regulations/index.ts';
import { allUnits } from '../units/index.ts';

/**
 * Somebody has put something under one of these units: an account, an item, a procedure, another unit. Whoever takes them
 * out of the catalogue would leave it hanging.
 * @param together units that go back in the same step
 */
export async function isNamed(slugs: readonly string[], together: readonly string[] = []): Promise<boolean> {
  if (slugs.length === 0) return false;
  if (allRegulations().some(({ unit }) => slugs.includes(unit))) return true;
  const below = allUnits().some(
    ({ slug, parent }) => parent && slugs.includes(parent) && !together.includes(slug),
  );
  return below || (await countAccountsOf(slugs)) > 0 || (await countWaitingFor(slugs)) > 0;
}
