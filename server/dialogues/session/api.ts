import type { Context } from '../../platform/context.ts';
import { roomOf } from '../streams/rooms.ts';
import { factsOf } from './queries.ts';
import { readDialogue } from './read.ts';

/** A session as programs read it. @throws NotFound */
export async function dialogueForApi(context: Context, code: string) {
  const it = await readDialogue(context, code);
  const room = await roomOf(code);
  const { version: _version, agenda, conclusions, ...facts } = factsOf(it);
  return {
    ...facts,
    agenda: agenda.map(({ title, minutes, startsAt }) => ({ title, minutes, startsAt })),
    conclusions: conclusions.map(({ id, text, unit, dueAt }) => ({ id, text, unit, dueAt })),
    now: it.now,
    n: room.public.n,
  };
}
