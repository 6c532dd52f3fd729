import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { canSeeInside } from '../session/policy.ts';
import { readDialogue } from '../session/read.ts';
import { type StreamRow, StreamRows } from './model.ts';
import type { LogQuery } from './schemas.ts';

/** What happened in a session, as its streams tell it: `public` for everybody, `staff` for those inside. @throws NotFound */
export async function dialogueLog(context: Context, code: string, { stream, after, limit }: LogQuery) {
  const it = await readDialogue(context, code);
  if (stream === 'staff' && !canSeeInside(context.actor, it)) throw new NotFound();
  const rows = await StreamRows.find({ dialogue: code, stream, n: { $gt: after } })
    .sort({ n: 1 })
    .limit(limit + 1)
    .lean<StreamRow[]>();
  const events = rows.slice(0, limit).map(({ n, name, at, changes }) => ({ n, name, at, changes }));
  return { events, next: rows.length > limit ? (events.at(-1)?.n ?? null) : null };
}
