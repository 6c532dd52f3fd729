import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { changesOf, type Verb } from '../../platform/journal/index.ts';
import { Dialogue, type DialogueDocument, type DialogueFields } from './model.ts';
import { canSee } from './policy.ts';
import { isDialogueCode } from './rules/dates.ts';
import { type DialogueEntry, dialogueAfter } from './rules/status.ts';

/** @throws NotFound when there is none, or the actor may not know of it */
export async function findDialogue({ actor }: Context, code: string): Promise<DialogueDocument> {
  const it = isDialogueCode(code) ? await Dialogue.findOne({ code }) : null;
  if (!it || !canSee(actor, it)) throw new NotFound();
  return it;
}

export type DialogueVerb = Verb<DialogueFields, DialogueEntry>;

export const dialogueMoves = ({ status }: DialogueFields, entry: DialogueEntry) =>
  dialogueAfter(status, entry);

export const { change: changeDialogue, follow: followDialogue } = changesOf<
  string,
  DialogueDocument,
  DialogueEntry
>({ find: findDialogue, saved: (it) => it, code: (it) => it.code, after: dialogueMoves });
