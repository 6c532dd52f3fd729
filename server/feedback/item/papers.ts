import { cityDate } from '../../calendar/index.ts';
import { type RequiredDocument, requiredDocuments } from '../../regulations/index.ts';
import { type Paper, sameDocument } from './rules/papers.ts';

export interface ComparedPaper extends Paper {
  /** Of the published list of that day, the document that is meant. */
  listed?: RequiredDocument;
  /** The procedure has a list, and it is not on it; the unit may say that it is. */
  outside: boolean;
}

/** Each demand beside the list that the procedure had on the day on which it was named. */
export function comparedPapers({
  regulation,
  papers = [],
}: {
  regulation: string | null;
  papers?: readonly Paper[];
}): ComparedPaper[] {
  return papers.map((paper) => {
    const list = regulation ? requiredDocuments(regulation, cityDate(paper.at)) : undefined;
    const listed = list?.find(({ name }) =>
      Object.values(name).some((each) => sameDocument(each, paper.text)),
    );
    const outside = !!list && !listed && paper.answer?.how !== 'listed';
    return { ...paper, ...(listed ? { listed } : {}), outside };
  });
}
