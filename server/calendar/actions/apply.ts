import type { Context } from '../../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { loadCalendars } from '../load.ts';
import { CalendarVersion, type CalendarVersionDocument, type CalendarVersionFields } from '../model.ts';
import { canApply, canSeeDrafts } from '../policy.ts';
import { type CalendarChange, changesBetween } from '../rules.ts';
import { baseOf } from './drafts.ts';

/** The journal tells this many changes one by one; a new year has some twenty. */
const MOST_TOLD = 60;

/** What a draft changes of the calendar in force. */
export function changesOf(version: Pick<CalendarVersionFields, 'of' | 'data'>): CalendarChange[] {
  return changesBetween(baseOf(version.of).data, version.data);
}

async function openDraft(context: Context, id: string): Promise<CalendarVersionDocument> {
  const draft = await CalendarVersion.findById(id);
  if (!draft || !canSeeDrafts(context.actor)) throw new NotFound();
  if (draft.status !== 'draft') throw new Conflict('calendar.errors.no-draft');
  if (!canApply(context.actor, changesOf(draft))) throw new Forbidden('calendar.errors.not-yours');
  return draft;
}

/**
 * Puts a draft into force in one step: what follows, superseding the version before and counting all open items
 * anew, hangs on the one entry.
 * @param edition version of the document that the preview showed
 * @throws Conflict when the draft has changed since, or changes nothing
 */
export async function applyCalendar(
  context: Context,
  id: string,
  { edition, reason }: { edition: number; reason?: string },
): Promise<void> {
  const draft = await openDraft(context, id);
  const changes = changesOf(draft);
  if (draft.version !== edition) throw new Conflict('calendar.errors.changed-since-preview');
  if (changes.length === 0) throw new Conflict('calendar.errors.no-changes');
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
