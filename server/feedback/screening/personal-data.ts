import { type PersonalData, personalDataIn } from '../../answer-quality/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import type { FeedbackFields, Words } from '../item/model.ts';
import type { Paper } from '../item/rules/papers.ts';

/** What may be personal in the words of an item, by field, and each of it once. */
export interface PersonalInWords {
  subject: PersonalData[];
  text: PersonalData[];
  found: PersonalData[];
}

/** @param points and documents demanded, as they become public beside the words */
export function personalInWords(
  {
    subject,
    text,
    points = [],
    papers = [],
  }: Words & { points?: readonly string[]; papers?: readonly string[] },
  language: ContentLanguage,
): PersonalInWords {
  const inSubject = personalDataIn(subject, language);
  const inText = personalDataIn(text, language);
  const beside = [...points, ...papers].flatMap((point) => personalDataIn(point, language));
  const each = new Map([...inSubject, ...inText, ...beside].map((one) => [one.words, one]));
  return { subject: inSubject, text: inText, found: [...each.values()] };
}

/** What of an item is public once it is accepted as it stands. */
export const wordsToShow = ({ publicText, points, originalPoints, papers, status }: Shown) => ({
  ...publicText,
  points: (status === 'submitted' ? originalPoints : points).map(({ text }) => text),
  papers: papersToShow(papers),
});

/** Documents that acceptance makes public. */
export const papersToShow = (papers: readonly Paper[] = []): string[] =>
  papers.filter(({ hiddenAt }) => !hiddenAt).map(({ text }) => text);

type Shown = Pick<FeedbackFields, 'publicText' | 'points' | 'originalPoints' | 'papers' | 'status'>;

/** Whoever makes words public that may hold personal data says that they have looked. @throws Invalid at the words, or at `seen` where the form has no field for them */
export function refuseUnseen(
  {
    points = [],
    papers = [],
    seen,
    ...words
  }: Words & { points?: string[]; papers?: string[]; seen?: boolean },
  language: ContentLanguage,
  fields: 'words' | 'seen' = 'words',
): void {
  if (seen) return;
  const { subject, text, found } = personalInWords({ ...words, points, papers }, language);
  if (found.length === 0) return;
  const all = found.map((each) => `«${each.words}»`).join(', ');
  const fault = { text: 'personal-data.refused', values: { words: all } };
  const field = subject.length > 0 ? 'subject' : text.length > 0 ? 'text' : fieldBeside(points, language);
  throw new Invalid({ [fields === 'seen' ? 'seen' : field]: fault });
}

/** Documents have no field in that form. */
function fieldBeside(points: readonly string[], language: ContentLanguage): 'points' | 'text' {
  return points.some((point) => personalDataIn(point, language).length > 0) ? 'points' : 'text';
}
