import { countAccountsOf, succeedAccounts } from '../../accounts/index.ts';
import type { Succession } from '../../city/succession.ts';
import { countOwedBy, succeedCommitments } from '../../commitments/index.ts';
import { countDialoguesOf, succeedDialogues } from '../../dialogues/index.ts';
import {
  countAppealsTo,
  countBlocksOf,
  countQueuesNaming,
  countWaitingFor,
  succeedBlocks,
  succeedQueues,
  succeedUnit,
} from '../../feedback/index.ts';
import { countFollowersOf, succeedFollowings } from '../../following/index.ts';
import type { Context } from '../../platform/context.ts';
import { allRegulations } from '../../regulations/index.ts';
import { changeCatalogue } from '../actions.ts';
import type { Moved } from './rules.ts';
import { regulationsAfter } from './rules.ts';

/** What the units have in hand. */
export async function countsOf(units: readonly string[]): Promise<Moved> {
  const [accounts, items, appeals, commitments, dialogues, textBlocks, savedFilters, followers] =
    await Promise.all([
      countAccountsOf(units),
      countWaitingFor(units),
      countAppealsTo(units),
      countOwedBy(units),
      countDialoguesOf(units),
      countBlocksOf(units),
      countQueuesNaming(units),
      countFollowersOf(units),
    ]);
  const procedures = allRegulations().filter(({ unit }) => units.includes(unit)).length;
  return {
    ...{ accounts, items, appeals, commitments },
    ...dialogues,
    textBlocks,
    savedFilters,
    followers,
    procedures,
  };
}

/** One after the other; each of them, begun anew, goes on where it was cut off. */
const STEPS: readonly ((context: Context, succession: Succession) => Promise<void>)[] = [
  succeedUnit,
  succeedCommitments,
  succeedDialogues,
  succeedBlocks,
  succeedQueues,
  succeedFollowings,
];

/** Once: what an administrator takes from somebody afterwards does not come back. */
export async function succeedPeople(context: Context, from: readonly string[], to: string): Promise<void> {
  for (const unit of from) await succeedAccounts(context, { from: unit, to });
}

export async function succeedAll(context: Context, from: readonly string[], to: string): Promise<void> {
  for (const step of STEPS) for (const unit of from) await step(context, { from: unit, to });
  const rows = regulationsAfter(allRegulations(), { from, heir: to });
  if (rows.length === 0) return;
  const changed = rows.map((after) => ({ slug: after.slug, after: { ...after } }));
  await changeCatalogue(context, { kind: 'regulations', way: 'reorganisation', rows: changed });
}
