import { personalDataIn } from '../../answer-quality/index.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, Invalid } from '../../platform/errors.ts';
import { changeQuestion, moderators } from './find.ts';
import type { QuestionDocument } from './model.ts';
import type { RejectionReason } from './rules.ts';
import type { Assignment } from './schemas.ts';

/**
 * Into the queue, where everybody reads it; a rejected one too, when the moderators see that they were wrong.
 * @param seen what may be personal data in it was looked at and stays. @throws Invalid when it was not
 */
export function approveQuestion(
  context: Context,
  code: string,
  id: string,
  { seen = false }: { seen?: boolean } = {},
): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.approved'), ({ question }) => {
    if (!seen) refusePersonal(question);
    const rejected = question.rejection !== null;
    question.screenedAt ??= context.now;
    question.rejection = null;
    return { details: { afterRejection: rejected } };
  });
}

/**
 * Many at once. What cannot be approved (it may hold personal data, or was dealt with meanwhile) stays where it is.
 * @throws Conflict when some have stayed
 */
export async function approveQuestions(
  context: Context,
  code: string,
  { questions }: { questions: string[] },
): Promise<void> {
  if (questions.length === 0) throw new Conflict('dialogues.errors.none-ticked');
  let left = 0;
  for (const id of new Set(questions))
    try {
      await approveQuestion(context, code, id);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof Conflict)) throw error;
      left += 1;
    }
  if (left > 0) throw new Conflict('dialogues.errors.some-left', { count: left });
}

/** Whoever makes words public that may hold personal data says that they have looked. @throws Invalid */
function refusePersonal({ publicText, language }: QuestionDocument): void {
  const found = new Set(personalDataIn(publicText, language).map((each) => `«${each.words}»`));
  if (found.size === 0) return;
  throw new Invalid({ seen: { text: 'personal-data.refused', values: { words: [...found].join(', ') } } });
}

/** The asker reads ground and note. */
export function rejectQuestion(
  context: Context,
  code: string,
  id: string,
  { reason, note }: { reason: RejectionReason; note: string },
): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.rejected'), ({ question }) => {
    question.screenedAt ??= context.now;
    question.rejection = { reason, note, at: context.now, contested: null, upheld: false };
    return { details: { reason, was: question.status }, personal: { note } };
  });
}

/** Looked at again after the asker's objection, with the same result. */
export function upholdRejection(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.rejection-upheld'), ({ question }) => {
    const { contested, upheld } = question.rejection!;
    if (contested === null || upheld) throw new Conflict('errors.wrong-state');
    question.set('rejection.upheld', true);
    return { details: { reason: question.rejection!.reason } };
  });
}

/** Changes what everybody reads; what was asked stays, for moderators and the journal. */
export function editQuestion(
  context: Context,
  code: string,
  id: string,
  { text }: { text: string },
): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.edited'), ({ question }) => {
    if (question.publicText === text) return undefined;
    const before = question.publicText;
    question.publicText = text;
    return { personal: { before, after: text } };
  });
}

/** To a unit of the panel, under a heading, to a procedure; what is not given stays, an empty one is taken away. */
export function assignQuestion(
  context: Context,
  code: string,
  id: string,
  { unit, group, regulation }: Assignment,
): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.assigned'), ({ dialogue, question }) => {
    if (unit && !dialogue.units.includes(unit))
      throw new Invalid({ unit: { text: 'dialogues.errors.not-on-panel' } });
    if (regulation && !dialogue.regulations.includes(regulation))
      throw new Invalid({ regulation: { text: 'dialogues.errors.unknown-regulation' } });
    const { unit: from } = question;
    const before = { unit: from, group: question.group, regulation: question.regulation ?? null };
    if (unit !== undefined) question.unit = unit || null;
    if (group !== undefined) question.group = group || null;
    if (regulation !== undefined) question.regulation = regulation || null;
    if (!question.isModified()) return undefined;
    return {
      details: { unit: question.unit, group: question.group, regulation: question.regulation, from, before },
    };
  });
}
