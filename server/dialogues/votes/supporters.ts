import { Question, type QuestionFields } from '../questions/model.ts';
import { Vote, type VoteRow } from './model.ts';

/*
 * Whoever has voted for a question supports it, and the one into which it was merged. Only the votes themselves are kept:
 * who supports what is worked out from them and from where the questions belong at this moment, so that no merging or
 * separating can lose one.
 */

type Merged = Pick<QuestionFields, '_id' | 'into' | 'mergings'>;
const MERGED = { into: 1, mergings: 1 };

/** Questions that stand for these too. Those merged before mergings were counted have copies of their votes there. */
async function mergedIntoThese(questions: readonly string[]): Promise<Merged[]> {
  const found = await Question.find({ into: { $in: questions }, status: 'merged' }, MERGED).lean<Merged[]>();
  return found.filter(({ mergings }) => mergings);
}

/** Its giver has taken back the vote for the question into which it was merged, and so this one, while it is merged. */
const isBack = ({ back }: Pick<VoteRow, 'back'>, { mergings }: Merged): boolean => back === mergings;

/** One vote of each supporter of a question, the first given. */
async function votesTogether(question: string, merged: readonly Merged[]): Promise<VoteRow[]> {
  const byId = new Map(merged.map((each) => [each._id, each]));
  const rows = await Vote.find({ question: { $in: [question, ...byId.keys()] } })
    .sort({ at: 1, _id: 1 })
    .lean();
  const counted = rows.filter((row) => row.question === question || !isBack(row, byId.get(row.question)!));
  // Of several by one person the first: it is set last.
  return [...new Map(counted.reverse().map((row) => [row.participant, row])).values()].reverse();
}

/** How many support each of these questions, in their order. */
export async function countSupporters(questions: readonly string[]): Promise<number[]> {
  const merged = await mergedIntoThese(questions);
  return Promise.all(
    questions.map(async (question) => {
      const here = merged.filter(({ into }) => into === question);
      return here.length > 0
        ? (await votesTogether(question, here)).length
        : Vote.countDocuments({ question });
    }),
  );
}

/** Every supporter of these questions, with the question that is supported; the first vote first. */
export async function supportersOf(questions: readonly string[]): Promise<VoteRow[]> {
  const merged = await mergedIntoThese(questions);
  const found = await Promise.all(
    questions.map(async (question) => {
      const here = merged.filter(({ into }) => into === question);
      return (await votesTogether(question, here)).map((row) => ({ ...row, question }));
    }),
  );
  return found.flat().sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1));
}

/** What one participant supports: all that was voted for, and what that was merged into. */
export async function supportedBy(participant: string, dialogue: string): Promise<string[]> {
  const rows = await Vote.find({ participant, dialogue }).sort({ at: 1, _id: 1 }).lean();
  const byId = new Map(rows.map((row) => [row.question, row]));
  const merged = await Question.find({ _id: { $in: [...byId.keys()] }, status: 'merged' }, MERGED).lean<
    Merged[]
  >();
  const through = merged.filter((it) => it.into && !isBack(byId.get(it._id)!, it)).map(({ into }) => into!);
  return [...new Set([...byId.keys(), ...through])];
}

/** Votes of one participant that make a question supported although they were given for others, as they are merged now. */
export async function votesThrough(
  question: string,
  participant: string,
): Promise<{ _id: string; mergings: number }[]> {
  const merged = await mergedIntoThese([question]);
  if (merged.length === 0) return [];
  const byId = new Map(merged.map((each) => [each._id, each.mergings!]));
  const rows = await Vote.find({ participant, question: { $in: [...byId.keys()] } }, { question: 1 }).lean();
  return rows.map(({ _id, question: given }) => ({ _id, mergings: byId.get(given)! }));
}

/** Where those that are shown no longer are answered now. */
export async function targetsOf(questions: readonly string[]): Promise<string[]> {
  if (questions.length === 0) return [];
  const merged = await Question.find({ _id: { $in: questions }, status: 'merged' }, MERGED).lean<Merged[]>();
  return merged.flatMap(({ into }) => into ?? []);
}

/** Participants whose votes for it stand by themselves. */
export function votersFor(question: string): Promise<string[]> {
  return Vote.distinct('participant', { question }).exec();
}

/** Votes that were copied from a question when it was merged. */
export async function dropCopies(from: string): Promise<void> {
  await Vote.deleteMany({ from });
}
