import type { HydratedDocument } from 'mongoose';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { allow, Conflict, NotFound } from '../platform/errors.ts';
import { commit } from '../platform/journal/index.ts';
import { letGoHere, readGuard, SITE, tendRefusals } from './current.ts';
import { GuardState, type GuardStateFields, RefusalModel } from './model.ts';
import { canKeepGuard } from './policy.ts';
import type { GuardMode } from './rules.ts';

type State = HydratedDocument<GuardStateFields>;

/** @param act returns the details of the entry; undefined: nothing changes */
async function change(
  context: Context,
  name: string,
  act: (state: State) => object | undefined,
): Promise<void> {
  allow(canKeepGuard(context.actor));
  const state = (await GuardState.findById(SITE)) ?? new GuardState({ _id: SITE });
  const details = act(state);
  if (!details) return;
  try {
    await commit<GuardStateFields>(context, state, { name, details: { ...details } });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('errors.conflict');
    throw error;
  }
  await readGuard();
}

/** Holds for all processes within ten seconds. */
export function setGuard(context: Context, mode: GuardMode): Promise<void> {
  return change(context, 'guard.set', (state) => {
    if (state.mode === mode) return undefined;
    const from = state.mode;
    state.before = from;
    state.mode = mode;
    return { from, to: mode };
  });
}

/** Back to how it was before the last change. @throws Conflict when there is no way back */
export function undoGuard(context: Context): Promise<void> {
  return change(context, 'guard.undone', (state) => {
    const { mode: from, before } = state;
    if (!before) throw new Conflict('request-limits.errors.no-way-back');
    state.mode = before;
    state.before = null;
    return { from, to: before };
  });
}

/** Lets one go: its count begins anew. The other processes do so within ten seconds. @throws NotFound */
export async function releaseRefused(context: Context, row: string): Promise<void> {
  allow(canKeepGuard(context.actor));
  await tendRefusals(context);
  const known = await RefusalModel.findById(row).lean();
  if (!known) throw new NotFound();
  await change(context, 'limit.released', () => ({ kind: known.kind }));
  await RefusalModel.updateOne({ _id: row }, { $set: { releasedAt: context.now } });
  await letGoHere(context.site, row, context.now);
}
