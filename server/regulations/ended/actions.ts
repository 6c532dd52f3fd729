import { cityDate } from '../../calendar/index.ts';
import { type Actor, type Context, isStaff, may } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { regulationOf } from '../catalogue.ts';
import { EndedRow, type EndedRowFields } from './model.ts';
import { loadEnded } from './queries.ts';
import { type EndedKind, endedKey } from './rules.ts';

export interface EndTyped {
  kind: EndedKind;
  name: string;
  endedOn: string;
  replacedBy: string | null;
}

export function canRecordEnds(actor: Actor): boolean {
  return may(actor, 'ended-procedures');
}

/**
 * Records the last day of a legal document or a procedure: answers that rest on it are marked from the day after.
 * @throws Invalid; Conflict when somebody else is recording the same
 */
export async function recordEnd(
  context: Context,
  { kind, name, endedOn, replacedBy }: EndTyped,
): Promise<void> {
  const { actor, now } = context;
  if (!canRecordEnds(actor) || !isStaff(actor)) throw new Forbidden();
  const key = endedKey(kind, name);
  const known = kind === 'document' ? !!key : !!regulationOf(name);
  if (!key || !known) throw new Invalid({ name: { text: `regulations.ended.errors.${kind}` } });
  if (kind === 'procedure' && replacedBy && !regulationOf(replacedBy))
    throw new Invalid({ replacedBy: { text: 'regulations.ended.errors.procedure' } });
  if (replacedBy && endedKey(kind, replacedBy) === key)
    throw new Invalid({ replacedBy: { text: 'regulations.ended.errors.itself' } });
  // Ten years ahead is a slip of the keys.
  if (endedOn.slice(0, 4) > String(Number(cityDate(now).slice(0, 4)) + 10) || endedOn < '1945-09-02')
    throw new Invalid({ endedOn: { text: 'regulations.ended.errors.day' } });
  const row = (await EndedRow.findById(key)) ?? new EndedRow({ _id: key });
  row.set({ kind, name, endedOn, replacedBy, recordedAt: now, recordedBy: actor.name, takenBackAt: null });
  await save(context, row, {
    name: 'regulations.end-recorded',
    details: { kind, rule: name, endedOn, replacedBy },
  });
}

/** It was a mistake: the marks go. What ships stays. */
export async function takeBackEnd(context: Context, key: string): Promise<void> {
  if (!canRecordEnds(context.actor)) throw new Forbidden();
  const row = await EndedRow.findById(key);
  if (!row || row.takenBackAt) throw new NotFound();
  row.takenBackAt = context.now;
  const { kind, name: rule, endedOn } = row;
  await save(context, row, { name: 'regulations.end-taken-back', details: { kind, rule, endedOn } });
}

async function save(context: Context, row: InstanceType<typeof EndedRow>, entry: Entry): Promise<void> {
  try {
    await commit<EndedRowFields>(context, row, entry);
  } catch (error) {
    if (isDuplicateKey(error)) throw new Conflict();
    throw error;
  }
  await loadEnded();
}

type Entry = { name: string; details: Record<string, unknown> };
