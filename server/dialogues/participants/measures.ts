import type { Context } from '../../platform/context.ts';
import { allow, Conflict } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { findDialogue } from '../session/find.ts';
import { canModerate } from '../session/policy.ts';
import { findParticipant } from './find.ts';
import type { ParticipantDocument } from './model.ts';
import type { RemovalGround } from './rules/removal.ts';

/** A measure against one participant. The same again changes nothing. */
function measure(
  context: Context,
  { code, participant, entry }: { code: string; participant: string; entry: string },
  change: Partial<Pick<ParticipantDocument, 'muted' | 'removed' | 'removedFor'>>,
): Promise<void> {
  return retrying(async () => {
    const dialogue = await findDialogue(context, code);
    allow(canModerate(context.actor, dialogue));
    if (!['announced', 'live'].includes(dialogue.status)) throw new Conflict('errors.wrong-state');
    const it = await findParticipant(code, participant);
    it.set(change);
    const { removedFor: ground } = change;
    if (it.isModified())
      await commit(context, it, { name: entry, code, ...(ground && { details: { ground } }) });
  });
}

/** May not ask any more; votes still count. */
export function muteParticipant(context: Context, code: string, participant: string): Promise<void> {
  return measure(context, { code, participant, entry: 'participant.muted' }, { muted: true });
}

export function unmuteParticipant(context: Context, code: string, participant: string): Promise<void> {
  return measure(context, { code, participant, entry: 'participant.unmuted' }, { muted: false });
}

/** May neither ask nor vote any more, and reads why. */
export function removeParticipant(
  context: Context,
  code: string,
  participant: string,
  { ground }: { ground: RemovalGround },
): Promise<void> {
  return measure(
    context,
    { code, participant, entry: 'participant.removed' },
    { removed: true, removedFor: ground },
  );
}

/** The removal was wrong, or is over. */
export function reinstateParticipant(context: Context, code: string, participant: string): Promise<void> {
  return measure(
    context,
    { code, participant, entry: 'participant.reinstated' },
    { removed: false, removedFor: null },
  );
}
