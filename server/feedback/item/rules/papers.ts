/** Documents that were demanded, as the sender names them. */
export const MOST_PAPERS = 10;
export const LONGEST_PAPER = 200;

/** What the unit says to one: on which text it rests, that it is not asked for any more, or that it is on the list. */
export const PAPER_ANSWERS = ['basis', 'stops', 'listed'] as const;
export type PaperAnswer = (typeof PAPER_ANSWERS)[number];

export interface Paper {
  n: number;
  text: string;
  at: Date;
  /** From when everybody may read it; null: nobody has looked at it yet. Absent: of an older store, where all were public. */
  shownAt?: Date | null;
  /** A coordinator has taken it off. */
  hiddenAt?: Date;
  answer: {
    how: PaperAnswer;
    /** Of a basis: number of the document, and article. */
    number?: string;
    article?: string;
    at: Date;
    by: string;
    unit: string;
  } | null;
}

export const isPaperPublic = ({ shownAt, hiddenAt }: Pick<Paper, 'shownAt' | 'hiddenAt'>): boolean =>
  shownAt !== null && !hiddenAt;

/** Somebody has looked at it; what was taken off stays off. */
export const paperSeen = (paper: Paper, now: Date): Paper =>
  isPaperPublic(paper) || paper.hiddenAt ? paper : { ...paper, shownAt: now };

/** Vietnamese is typed with marks and without. */
function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
  return new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** Of the shorter text, so many words stand in the other: the same document. */
const ALIKE = 0.75;

/** Two names of one document, written in different ways. */
export function sameDocument(a: string, b: string): boolean {
  const [few, many] = [wordsOf(a), wordsOf(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
  const both = [...few].filter((word) => many.has(word)).length;
  return both >= Math.min(2, few.size) && few.size > 0 && both / few.size >= ALIKE;
}

/** Numbered after those that are there; what is named twice stands once. */
export function papersAdded(papers: readonly Paper[], texts: readonly string[], at: Date): Paper[] {
  const known = new Set(papers.map(({ text }) => text.toLowerCase()));
  const added = [...new Set(texts)].filter((text) => !known.has(text.toLowerCase()));
  return [
    ...papers,
    ...added.map((text, i) => ({ n: papers.length + i + 1, text, at, shownAt: null, answer: null })),
  ];
}
