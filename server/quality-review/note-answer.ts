import { type ItemWithAnswers, itemWithAnswersById } from '../feedback/index.ts';
import { ratedBadly } from '../feedback/rating/rules.ts';
import type { Entry } from '../platform/journal/index.ts';
import { type AnswerOfItem, answerOfItem, defectsOf, samplePercent, versionAt } from './answers.ts';
import { CheckedAnswer, type CheckedAnswerFields } from './model.ts';
import { chosenFor } from './rules.ts';

export function answerName(code: string, version: number): string {
  return `${code}.${version}`;
}

/** Writes down how an answer stands, read from the item: whatever came before, the result is the same. */
async function noteAnswer(item: ItemWithAnswers, version: number, entry: Entry): Promise<void> {
  const found = answerOfItem(item, version);
  if (!found?.answer.verdict) return;
  const { answer, answeredAt, rating, unit } = found;
  const { verdict, score, rulesVersion } = answer.verdict!;
  const name = answerName(item.code, version);
  const known = await CheckedAnswer.findById(name).lean<CheckedAnswerFields>();
  const standing = standingOf(found, known, entry);
  const { overridden, review } = standing;
  const chosen = answeredAt
    ? chosenFor({
        name,
        ...standing,
        ratedBadly: !!rating && ratedBadly(rating),
        percent: samplePercent(answeredAt),
      })
    : [];
  await CheckedAnswer.updateOne(
    { _id: name },
    {
      $set: {
        code: item.code,
        answerVersion: version,
        unit,
        language: item.language,
        verdict,
        score,
        rulesVersion,
        checks: defectsOf(item, answer),
        overridden,
        hadPart: partsIn(known, [answer.by, entry.name === 'feedback.rated' ? undefined : entry.actor.id]),
        answeredAt,
        rating: rating && { answered: rating.answered, clear: rating.clear, solved: rating.solved },
        chosenFor: chosen,
        waiting: chosen.length > 0 && !review,
        review,
      },
    },
    { upsert: true },
  );
}

interface Standing {
  overridden: boolean;
  corrected: boolean;
  review: CheckedAnswerFields['review'];
}

/** A correction brings other words: what a reviewer said of the old ones counts no more; that it was overridden stays. */
function standingOf({ answer }: AnswerOfItem, known: CheckedAnswerFields | null, entry: Entry): Standing {
  const overridden = Boolean(answer.override || known?.overridden || entry.details['override']);
  const outdated = !!known?.review && known.review.at < answer.savedAt;
  const corrected = outdated || !!known?.chosenFor.includes('corrected');
  return { overridden, corrected, review: outdated ? null : (known?.review ?? null) };
}

function partsIn(known: CheckedAnswerFields | null, ids: (string | null | undefined)[]): string[] {
  return [...new Set([...(known?.hadPart ?? []), ...ids.filter((id) => typeof id === 'string')])];
}

/** After whatever concerns an answer. */
export async function noteFrom(entry: Entry): Promise<void> {
  const item = await itemWithAnswersById(entry.subject.id);
  if (!item) return;
  const version = (entry.details['version'] as number | undefined) ?? versionAt(item, entry.at);
  await noteAnswer(item, version, entry);
  if (entry.name !== 'feedback.answer-returned') return;
  const answer = answerOfItem(item, version)?.answer;
  if (!answer) return;
  // The same return is counted once.
  await CheckedAnswer.updateOne(
    { _id: answerName(item.code, version), 'returns.entry': { $ne: entry._id } },
    { $push: { returns: { entry: entry._id, checks: defectsOf(item, answer) } }, $inc: { returned: 1 } },
  );
}
