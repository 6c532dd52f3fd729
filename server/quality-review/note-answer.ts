import { Feedback, type FeedbackFields } from '../feedback/index.ts';
import { ratedBadly } from '../feedback/rules.ts';
import type { Entry } from '../platform/journal/index.ts';
import { answerOfItem, defectsOf, samplePercent, versionAt } from './answers.ts';
import { CheckedAnswer } from './model.ts';
import { chosenFor } from './rules.ts';

export function answerName(code: string, version: number): string {
  return `${code}.${version}`;
}

/** Writes down how an answer stands, read from the item: whatever came before, the result is the same. */
async function noteAnswer(item: FeedbackFields, version: number): Promise<void> {
  const found = answerOfItem(item, version);
  if (!found?.answer.verdict) return;
  const { answer, answeredAt, rating, unit } = found;
  const { verdict, score, rulesVersion } = answer.verdict!;
  const name = answerName(item.code, version);
  const overridden = answer.override !== undefined && answer.override !== null;
  const chosen = answeredAt
    ? chosenFor({
        name,
        overridden,
        ratedBadly: !!rating && ratedBadly(rating),
        percent: samplePercent(answeredAt),
      })
    : [];
  const known = await CheckedAnswer.findById(name, { review: 1 }).lean();
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
        answeredAt,
        rating: rating && { answered: rating.answered, clear: rating.clear, solved: rating.solved },
        chosenFor: chosen,
        waiting: chosen.length > 0 && !known?.review,
      },
    },
    { upsert: true },
  );
}

/** After whatever concerns an answer. */
export async function noteFrom(entry: Entry): Promise<void> {
  const item = await Feedback.findById(entry.subject.id).lean<FeedbackFields>();
  if (!item) return;
  const version = (entry.details['version'] as number | undefined) ?? versionAt(item, entry.at);
  await noteAnswer(item, version);
  if (entry.name !== 'feedback.answer-returned') return;
  const answer = answerOfItem(item, version)?.answer;
  if (!answer) return;
  // The same return is counted once.
  await CheckedAnswer.updateOne(
    { _id: answerName(item.code, version), 'returns.entry': { $ne: entry._id } },
    { $push: { returns: { entry: entry._id, checks: defectsOf(item, answer) } }, $inc: { returned: 1 } },
  );
}
