import type { Actor, Context } from '../../platform/context.ts';
import { allow, Conflict, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { loadCalendars } from '../load.ts';
import {
  CalendarVersion,
  type CalendarVersionDocument,
  type CalendarVersionFields,
  storable,
} from '../model.ts';
import { canApply, canSeeDrafts } from '../policy.ts';
import { type CalendarChange, type CalendarData, changesBetween, withAdHocDays } from '../rules.ts';
import { baseOf, isSound } from './drafts.ts';

/** The journal tells this many changes one by one; a new year has some twenty. */
const MOST_TOLD = 60;

/** What a draft changes of the calendar in force. */
export function changesOf(version: Pick<CalendarVersionFields, 'of' | 'data'>): CalendarChange[] {
  return changesBetween(baseOf(version.of).data, version.data);
}

/** All of a draft, or only its days on short notice: the rest goes on as a draft. */
export type Part = 'all' | 'ad-hoc';

export interface Applicable {
  part: Part;
  data: CalendarData;
  changes: CalendarChange[];
  /** How many changes of the draft stay behind. */
  left: number;
  may: boolean;
}

/**
 * What of a draft the actor may apply: a coordinator's storm day does not wait for the import that an administrator has
 * begun in the same draft.
 */
export function partToApply(
  actor: Actor,
  version: Pick<CalendarVersionFields, 'of' | 'data'>,
  asked: Part = 'all',
): Applicable {
  const all = changesOf(version);
  const whole = {
    part: 'all' as const,
    data: version.data,
    changes: all,
    left: 0,
    may: canApply(actor, all),
  };
  const before = baseOf(version.of).data;
  const data = withAdHocDays(before, version.data);
  const changes = changesBetween(before, data);
  const mixed = changes.length > 0 && changes.length < all.length;
  if (!mixed || (asked === 'all' && whole.may)) return whole;
  const left = all.length - changes.length;
  return { part: 'ad-hoc', data, changes, left, may: canApply(actor, changes) && isSound(version.of, data) };
}

async function openDraft(context: Context, id: string): Promise<CalendarVersionDocument> {
  const draft = await CalendarVersion.findById(id);
  if (!draft || !canSeeDrafts(context.actor)) throw new NotFound();
  if (draft.status !== 'draft') throw new Conflict('calendar.errors.no-draft');
  return draft;
}

/**
 * Puts a draft, or its days on short notice, into force in one step: what follows, superseding the version before,
 * counting all open items anew and going on with the rest of the draft, hangs on the one entry.
 * @param edition version of the document that the preview showed
 * @throws Conflict when the draft has changed since, or changes nothing
 */
export async function applyCalendar(
  context: Context,
  id: string,
  { edition, reason, part: asked }: { edition: number; reason?: string; part?: Part },
): Promise<void> {
  const draft = await openDraft(context, id);
  const { data, changes, part, may } = partToApply(context.actor, draft, asked);
  allow(may, 'calendar.errors.not-yours');
  if (draft.version !== edition) throw new Conflict('calendar.errors.changed-since-preview');
  if (changes.length === 0) throw new Conflict('calendar.errors.no-changes');
  if (part === 'ad-hoc') {
    draft.goesOn = draft.data;
    draft.data = storable(data);
    draft.markModified('data');
  }
  draft.status = 'applied';
  draft.validFrom = context.now;
  draft.reason = reason ?? null;
  draft.importReport = null;
  const { of, number } = draft;
  await commit(context, draft, {
    name: 'calendar.applied',
    details: {
      of,
      number,
      reason: draft.reason,
      changes: changes.slice(0, MOST_TOLD),
      total: changes.length,
    },
  });
  await loadCalendars();
}

/** Gives a draft up. Its number is not used again. */
export async function discardDraft(context: Context, id: string): Promise<void> {
  await retrying(async () => {
    const draft = await openDraft(context, id);
    allow(canApply(context.actor, changesOf(draft)), 'calendar.errors.not-yours');
    draft.status = 'discarded';
    const { of, number } = draft;
    await commit(context, draft, { name: 'calendar.discarded', details: { of, number } });
  });
}

/** Notes on the versions before an applied one until when they held. Running twice is harmless. */
export async function supersedeEarlier(context: Context, applied: { of: string; number: number; at: Date }) {
  const { of, number, at } = applied;
  const earlier = await CalendarVersion.find({ of, status: 'applied', number: { $lt: number } }, { _id: 1 });
  for (const { _id } of earlier)
    await retrying(async () => {
      const version = await CalendarVersion.findById(_id);
      if (version?.status !== 'applied') return;
      version.status = 'superseded';
      version.validUntil = at;
      await commit(context, version, { name: 'calendar.superseded', details: { of, by: number } });
    });
}
