import type { Trilingual } from '../../platform/context.ts';
import { BEFORE_ALL, Feedback, type FeedbackFields } from '../item/model.ts';
import { comparedPapers } from '../item/papers.ts';
import { canSeePublicText } from '../item/policy.ts';
import type { PaperAnswer } from '../item/rules/papers.ts';

/** One demand, as everybody may know it. */
export interface PaperShown {
  n: number;
  text: string;
  at: Date;
  listed?: Trilingual;
  outside: boolean;
  answer?: { how: PaperAnswer; number?: string; article?: string; at: Date };
}

export function papersShown(row: Pick<FeedbackFields, 'regulation' | 'papers'>): PaperShown[] {
  return comparedPapers(row).map(({ n, text, at, listed, outside, answer }) => ({
    n,
    text,
    at,
    ...(listed ? { listed: listed.name } : {}),
    outside,
    ...(answer ? { answer: answerShown(answer) } : {}),
  }));
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

const READ = { code: 1, language: 1, regulation: 1, unit: 1, status: 1, publishText: 1, papers: 1 } as const;
/** Items read, and demands shown, the newest first. */
const ITEMS = 100;
const SHOWN = 10;

async function itemsNaming(whose: object): Promise<FeedbackFields[]> {
  return Feedback.find({ ...whose, 'papers.n': { $exists: true }, receivedAt: { $gt: BEFORE_ALL } }, READ)
    .sort({ receivedAt: -1, _id: -1 })
    .limit(ITEMS)
    .lean<FeedbackFields[]>();
}

const rowsOf = (row: FeedbackFields): DemandRow[] =>
  papersShown(row).map((paper) => ({ code: row.code, language: row.language, ...paper }));

/** Demands beyond the list, of items that everybody may read; those that nobody has answered first. */
export async function demandsOutside(whose: { unit: string } | { regulation: string }): Promise<DemandRow[]> {
  const items = (await itemsNaming(whose)).filter((row) => canSeePublicText(row) && row.publishText);
  return items
    .flatMap(rowsOf)
    .filter(({ outside }) => outside)
    .sort((a, b) => Number(!!a.answer) - Number(!!b.answer) || b.at.getTime() - a.at.getTime())
    .slice(0, SHOWN);
}

/** What the head of these units has to say something to. */
export async function demandsToAnswer(units: readonly string[]): Promise<DemandRow[]> {
  const items = await itemsNaming({ unit: { $in: [...units] } });
  return items
    .filter(canSeePublicText)
    .flatMap(rowsOf)
    .filter(({ outside, answer }) => outside && !answer);
}
