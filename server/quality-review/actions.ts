import { itemWithAnswers } from '../feedback/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { Conflict, Forbidden, NotFound } from '../platform/errors.ts';
import { commit, retrying } from '../platform/journal/index.ts';
import { answerOfItem } from './answers.ts';
import { CheckedAnswer, type PointsRead } from './model.ts';
import { canReview } from './policy.ts';
import type { ReviewInput } from './schemas.ts';

/**
 * A reviewer says what the answer is; whether that is what the check said follows from it.
 * @throws Conflict when someone else has read it before, or it was corrected since it was shown
 */
export function reviewAnswer(
  context: Context,
  name: string,
  {
    verdict,
    note,
    savedAt,
    answered = [],
    judged,
  }: Partial<ReviewInput> & Pick<ReviewInput, 'verdict' | 'note'>,
): Promise<void> {
  return retrying(async () => {
    const checked = await CheckedAnswer.findById(name);
    if (!checked?.answeredAt) throw new NotFound();
    const item = await itemWithAnswers(checked.code);
    const answer = item && answerOfItem(item, checked.answerVersion)?.answer;
    if (!answer) throw new NotFound();
    const { actor, now } = context;
    if (!canReview(actor, [...checked.hadPart, answer.by, answer.override?.by]) || !isStaff(actor))
      throw new Forbidden();
    if (checked.review && checked.review.by !== actor.id)
      throw new Conflict('quality-review.errors.read-before');
    if (savedAt && savedAt.getTime() !== answer.savedAt.getTime())
      throw new Conflict('quality-review.errors.corrected');
    // The note of a correction may still be on its way.
    const check = answer.verdict?.verdict ?? checked.verdict;
    // What was not judged is neither right nor wrong.
    const agrees = check === 'unjudged' ? null : verdict === check;
    const points = judged && pointsRead(item.points, answered, answer.verdict?.answered);
    checked.review = { verdict, agrees, note, by: actor.id, at: now, ...(points ? { points } : {}) };
    checked.waiting = false;
    await commit(context, checked, {
      name: 'answer.reviewed',
      code: checked.code,
      details: { unit: checked.unit, check, verdict, agrees },
      personal: note ? { note } : {},
    });
  });
}

/** Points that the item does not have are nobody's. */
function pointsRead(
  points: readonly { n: number }[],
  answered: readonly number[],
  byCheck: readonly number[] | undefined,
): PointsRead | undefined {
  if (points.length === 0) return undefined;
  const numbers = points.map(({ n }) => n);
  const same = (n: number) => answered.includes(n) === byCheck?.includes(n);
  return {
    answered: numbers.filter((n) => answered.includes(n)),
    of: numbers.length,
    ...(byCheck ? { agreed: numbers.filter(same).length } : {}),
  };
}
