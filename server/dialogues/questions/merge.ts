import type { Context } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { changeQuestion, followQuestion, moderators } from './find.ts';
import { Question, type QuestionDocument, type QuestionFields } from './model.ts';

/** It is answered with another one of the same session; votes go along. */
export function mergeQuestion(
  context: Context,
  code: string,
  id: string,
  { into }: { into: string },
): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.merged'), async ({ question }) => {
    const target = await Question.findOne({ _id: into, dialogue: code }, { status: 1 }).lean();
    // Only what still waits: a merged one would hide it, an answered one would pass it over.
    if (!target || into === id || !['pending', 'approved'].includes(target.status))
      throw new Invalid({ into: { text: 'dialogues.errors.merge-target' } });
    question.screenedAt ??= context.now;
    question.into = into;
    question.mergings = (question.mergings ?? 0) + 1;
    return { details: { into, was: question.status } };
  });
}

/** It was not the same after all: it goes back before the moderators, and takes its votes along. */
export function separateQuestion(context: Context, code: string, id: string): Promise<void> {
  return changeQuestion(context, { code, id }, moderators('question.separated'), ({ question }) =>
    letGo(question),
  );
}

function letGo(question: QuestionDocument) {
  const from = question.into;
  question.into = null;
  // Nobody has let it through for itself.
  question.screenedAt = null;
  return { details: { from } };
}

/** Where a chain of merged questions ends; undefined: nowhere. */
async function endOf({ _id, into }: QuestionFields): Promise<QuestionFields | undefined> {
  const seen = new Set([_id]);
  for (let next = into; next && !seen.has(next); ) {
    seen.add(next);
    const it = await Question.findById(next).lean<QuestionFields>();
    if (it?.status !== 'merged') return it ?? undefined;
    next = it.into;
  }
  return undefined;
}

const GONE: readonly string[] = ['rejected', 'withdrawn'];

/** Goes along when its target was merged into another, and stands for itself when its target went away. */
function follow(context: Context, id: string): Promise<void> {
  return followQuestion(context, { _id: id, status: 'merged' }, async (question) => {
    const target = await endOf(question.toObject<QuestionFields>());
    if (!target || GONE.includes(target.status)) return { name: 'question.separated', ...letGo(question) };
    if (target._id === question.into) return undefined;
    const details = { from: question.into, into: target._id };
    question.into = target._id;
    question.mergings ??= 1;
    return { name: 'question.followed', details };
  });
}

/** After something happened to a question: what was merged into it, and itself when it was. Running twice is harmless. */
export async function followTargets(context: Context, id: string): Promise<void> {
  const merged = await Question.find({ into: id, status: 'merged' }, { _id: 1 }).lean();
  // Its target may have gone away in the very moment.
  for (const each of [id, ...merged.map(({ _id }) => _id)]) await follow(context, each);
}
