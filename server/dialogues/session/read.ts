import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { Dialogue, type DialogueFields } from './model.ts';
import { canSee } from './policy.ts';
import { isDialogueCode } from './rules/dates.ts';
import type { DialogueStatus } from './rules/status.ts';

export type { DialogueFields };

/** @throws NotFound when there is none, or the reader may not know of it */
export async function readDialogue({ actor }: Context, code: string): Promise<DialogueFields> {
  const it = isDialogueCode(code) ? await Dialogue.findOne({ code }).lean<DialogueFields>() : null;
  if (!it || !canSee(actor, it)) throw new NotFound();
  return it;
}

/** For what follows by itself and asks on nobody's behalf: letters, reactions, jobs. */
export function sessionRow(code: string): Promise<DialogueFields | null> {
  return Dialogue.findOne({ code }, { pending: 0 }).lean<DialogueFields>().exec();
}

/** The earliest first. */
export function sessionsIn(status: DialogueStatus): Promise<DialogueFields[]> {
  return Dialogue.find({ status }, { pending: 0 })
    .sort({ startsAt: 1, _id: 1 })
    .lean<DialogueFields[]>()
    .exec();
}
