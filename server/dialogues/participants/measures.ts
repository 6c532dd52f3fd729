import type { Context } from '../../platform/context.ts';
import { changesOf, type Verb, WRONG_STATE } from '../../platform/journal/index.ts';
import { findDialogue } from '../session/find.ts';
import type { DialogueDocument } from '../session/model.ts';
import { canModerate } from '../session/policy.ts';
import { VOTING } from '../session/rules/status.ts';
import { findParticipant } from './find.ts';
import type { ParticipantDocument } from './model.ts';
import type { RemovalGround } from './rules/removal.ts';

type Measured = { dialogue: DialogueDocument; participant: ParticipantDocument };

const { change: changeParticipant } = changesOf<{ code: string; participant: string }, Measured, string>({
  find: async (context, { code, participant }) => ({
    dialogue: await findDialogue(context, code),
    participant: await findParticipant(code, participant),
  }),
  saved: ({ participant }) => participant,
  code: ({ dialogue }) => dialogue.code,
});

/** A measure against one participant. The same again changes nothing. */
function measure(
  context: Context,
  { entry, ...key }: { code: string; participant: string; entry: string },
  change: Partial<Pick<ParticipantDocument, 'muted' | 'removed' | 'removedFor'>>,
): Promise<void> {
  const verb: Verb<Measured, string> = {
    entry,
    may: (actor, { dialogue }) => canModerate(actor, dialogue),
    refusal: ({ dialogue }) => (VOTING.includes(dialogue.status) ? undefined : WRONG_STATE),
  };
  return changeParticipant(context, key, verb, ({ participant: it }) => {
    const ground = change.removedFor ?? it.removedFor;
    it.set(change);
    if (!it.isModified()) return undefined;
    return ground ? { details: { ground } } : {};
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
