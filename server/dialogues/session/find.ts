import type { Actor, Context } from '../../platform/context.ts';
import { allow, Conflict, NotFound } from '../../platform/errors.ts';
import { commit, type Details, retrying } from '../../platform/journal/index.ts';
import { Dialogue, type DialogueDocument } from './model.ts';
import { canSee } from './policy.ts';
import { isDialogueCode } from './rules/dates.ts';
import { type DialogueEntry, dialogueAfter } from './rules/status.ts';

/** @throws NotFound when there is none, or the actor may not know of it */
export async function findDialogue({ actor }: Context, code: string): Promise<DialogueDocument> {
  const it = isDialogueCode(code) ? await Dialogue.findOne({ code }) : null;
  if (!it || !canSee(actor, it)) throw new NotFound();
  return it;
}

/** @throws Conflict when the table has no such row */
export function moveDialogue(it: DialogueDocument, entry: DialogueEntry): void {
  const next = dialogueAfter(it.status, entry);
  if (!next) throw new Conflict('errors.wrong-state');
  it.status = next;
}

interface DialogueMove {
  entry: DialogueEntry;
  may(actor: Actor, it: DialogueDocument): boolean;
  /** Undefined: it is so already, nothing happens. */
  act(it: DialogueDocument): Details | undefined | Promise<Details | undefined>;
}

/** Finds, asks the policy and the table, changes and commits. @throws NotFound, Forbidden, Conflict */
export function changeDialogue(context: Context, code: string, move: DialogueMove): Promise<void> {
  return retrying(async () => {
    const it = await findDialogue(context, code);
    allow(move.may(context.actor, it));
    moveDialogue(it, move.entry);
    const details = await move.act(it);
    if (details) await commit(context, it, { name: move.entry, code, ...details });
  });
}
