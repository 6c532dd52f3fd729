import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { Dialogue, type DialogueFields } from './model.ts';
import { canSee } from './policy.ts';
import { isDialogueCode } from './rules/dates.ts';

/** @throws NotFound when there is none, or the reader may not know of it */
export async function readDialogue({ actor }: Context, code: string): Promise<DialogueFields> {
  const it = isDialogueCode(code) ? await Dialogue.findOne({ code }).lean<DialogueFields>() : null;
  if (!it || !canSee(actor, it)) throw new NotFound();
  return it;
}
