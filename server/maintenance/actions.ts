import type { HydratedDocument } from 'mongoose';
import type { Context, Trilingual } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { allow, Conflict, Invalid } from '../platform/errors.ts';
import { commit } from '../platform/journal/index.ts';
import { readSiteState, SITE } from './current.ts';
import { SiteState, type SiteStateFields } from './model.ts';
import { canCloseSite } from './policy.ts';
import type { Notice } from './rules.ts';

type State = HydratedDocument<SiteStateFields>;

async function change(context: Context, name: string, act: (state: State) => object): Promise<void> {
  allow(canCloseSite(context.actor));
  const state = (await SiteState.findById(SITE)) ?? new SiteState({ _id: SITE });
  const details = { ...act(state) };
  try {
    await commit<SiteStateFields>(context, state, { name, details });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('errors.conflict');
    throw error;
  }
  await readSiteState();
}

/** Closes the site for writing; whoever reads goes on. @throws Conflict when it is closed */
export function closeSite(context: Context, reason: Trilingual): Promise<void> {
  return change(context, 'maintenance.begun', (state) => {
    if (state.closed) throw new Conflict('maintenance.errors.closed');
    state.closed = { reason, since: context.now };
    return { reason };
  });
}

/** @throws Conflict when it is open */
export function openSite(context: Context): Promise<void> {
  return change(context, 'maintenance.ended', (state) => {
    if (!state.closed) throw new Conflict('maintenance.errors.open');
    const { since } = state.closed;
    state.closed = null;
    return { since };
  });
}

/** Takes the place of the notice that there is. @throws Invalid */
export function setNotice(context: Context, notice: Notice): Promise<void> {
  if (notice.until && (notice.until <= notice.from || notice.until <= context.now))
    throw new Invalid({ until: { text: 'maintenance.errors.until' } });
  return change(context, 'notice.set', (state) => {
    state.notice = notice;
    return { ...notice };
  });
}

export function removeNotice(context: Context): Promise<void> {
  return change(context, 'notice.removed', (state) => {
    state.notice = null;
    return {};
  });
}
