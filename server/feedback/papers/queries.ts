import type { Actor, Trilingual } from '../../platform/context.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { comparedPapers } from '../item/papers.ts';
import { canAnswerPapers, canKnowOf, canSeePublicText } from '../item/policy.ts';
import { isPaperPublic, type PaperAnswer } from '../item/rules/papers.ts';
import { MOVES } from '../item/rules/status.ts';
import { notAgainst } from '../item/shielded.ts';

/** One demand, as everybody may know it. */
export interface PaperShown {
  n: number;
  text: string;
  at: Date;
  listed?: Trilingual;
  outside: boolean;
  /** Nobody has looked at it, or a coordinator has taken it off: only the sender and those inside read it. */
  withheld?: 'unseen' | 'taken-off';
  answer?: { how: PaperAnswer; number?: string; article?: string; at: Date };
}

/** What everybody may read of them. */
export function publicPapers(row: Pick<FeedbackFields, 'regulation' | 'papers'>): PaperShown[] {
  return papersShown(row).filter(({ withheld }) => !withheld);
}

/** For the sender and those inside. */
export function papersShown(row: Pick<FeedbackFields, 'regulation' | 'papers'>): PaperShown[] {
  return comparedPapers(row).map(({ n, text, at, listed, outside, answer, ...paper }) => ({
    n,
    text,
    at,
    ...(listed ? { listed: listed.name } : {}),
    outside,
    ...withheldAs(paper),
    ...(answer ? { answer: answerShown(answer) } : {}),
  }));
}

function withheldAs(paper: Parameters<typeof isPaperPublic>[0]): Pick<PaperShown, 'withheld'> {
  if (isPaperPublic(paper)) return {};
  return { withheld: paper.hiddenAt ? 'taken-off' : 'unseen' };
}

function answerShown({
  how,
  number,
  article,
  at,
}: NonNullable<NonNullable<FeedbackFields['papers']>[number]['answer']>) {
  return { how, at, ...(number ? { number } : {}), ...(article ? { article } : {}) };
}

export interface DemandRow extends PaperShown {
  code: string;
  language: string;
}

const READ = {
  ...{ code: 1, language: 1, regulation: 1, unit: 1, status: 1, publishText: 1, papers: 1 },
  ...{ shield: 1, reopening: 1, appeal: 1, contributions: 1 },
} as const;
/** Items read, and demands shown, the newest first. */
const ITEMS = 100;
const SHOWN = 10;

async function itemsNaming(whose: object): Promise<FeedbackFields[]> {
  return Feedback.find({ ...whose, 'papers.n': { $exists: true }, receivedAt: { $gt: BEFORE_ALL } }, READ)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(ITEMS)
    .lean<FeedbackFields[]>();
}

const rowOf = ({ code, language }: FeedbackFields, paper: PaperShown): DemandRow => ({
  code,
  language,
  ...paper,
});

/** Demands beyond the list, of items that everybody may read; those that nobody has answered first. */
export async function demandsOutside(whose: { unit: string } | { regulation: string }): Promise<DemandRow[]> {
  const items = (await itemsNaming(whose)).filter((row) => canSeePublicText(row) && row.publishText);
  return items
    .flatMap((row) => publicPapers(row).map((paper) => rowOf(row, paper)))
    .filter(({ outside }) => outside)
    .sort((a, b) => Number(!!a.answer) - Number(!!b.answer) || b.at.getTime() - a.at.getTime())
    .slice(0, SHOWN);
}

const ANSWERABLE = MOVES.filter(({ entry }) => entry === 'feedback.paper-answered').flatMap(
  ({ from }) => from,
);

/** What the head of these units has to say something to, also of items about the conduct of another. */
export async function demandsToAnswer(actor: Actor, units: readonly string[]): Promise<DemandRow[]> {
  const whose = { unit: { $in: [...units] }, status: { $in: ANSWERABLE }, ...notAgainst(actor) };
  const items = await itemsNaming(whose);
  return items
    .filter((row) => canKnowOf(actor, row) && canAnswerPapers(actor, row))
    .flatMap((row) => papersShown(row).map((paper) => rowOf(row, paper)))
    .filter(({ outside, answer, withheld }) => outside && !answer && withheld !== 'taken-off');
}
