import type { Context } from '../../platform/context.ts';
import { Conflict } from '../../platform/errors.ts';
import { Question } from '../questions/model.ts';
import { changeDialogue, type DialogueVerb } from '../session/find.ts';
import { canModerate } from '../session/policy.ts';
import { EARLY_MINUTES, isEarly, isUntouched } from '../session/rules/opening.ts';

export const OPEN: DialogueVerb = { entry: 'dialogue.opened', may: canModerate };

/**
 * Opens a session.
 * @param early true when it is meant to begin long before its time. @throws Conflict when it would, and is not meant to
 */
export function openDialogue(
  context: Context,
  code: string,
  { early = false }: { early?: boolean } = {},
): Promise<void> {
  return changeDialogue(context, code, OPEN, (it) => {
    const isTooSoon = isEarly(it.startsAt, context.now);
    if (!early && isTooSoon) throw new Conflict('dialogues.errors.early', { minutes: EARLY_MINUTES });
    it.openedAt = context.now;
    it.agendaAt = 0;
    it.agendaSince = context.now;
    return { details: { early: isTooSoon } };
  });
}

/** It was opened by mistake. @throws Conflict when something has been dealt with since */
export function takeBackOpening(context: Context, code: string): Promise<void> {
  return changeDialogue(
    context,
    code,
    { entry: 'dialogue.opening-taken-back', may: canModerate },
    async (it) => {
      const since = { $gte: it.openedAt };
      const dealtWith = await Question.exists({
        dialogue: code,
        $or: [{ status: 'checking' }, { status: 'answered', 'answer.at': since }],
      });
      if (!isUntouched(it, dealtWith !== null)) throw new Conflict('dialogues.errors.under-way');
      const early = isEarly(it.startsAt, it.openedAt!);
      it.openedAt = null;
      it.agendaSince = null;
      return { details: { early } };
    },
  );
}

export const END: DialogueVerb = { entry: 'dialogue.ended', may: canModerate };

export function endDialogue(context: Context, code: string): Promise<void> {
  return changeDialogue(context, code, END, (it) => {
    it.endedAt = context.now;
    it.now = null;
    return {};
  });
}
