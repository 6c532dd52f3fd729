import { type PersonalData, personalDataIn } from '../../answer-quality/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import type { FeedbackFields, Words } from '../item/model.ts';

/** What may be personal in the words of an item, by field, and each of it once. */
export interface PersonalInWords {
  subject: PersonalData[];
  text: PersonalData[];
  found: PersonalData[];
}

/** @param points as they become public beside the words */
export function personalInWords(
  { subject, text, points = [] }: Words & { points?: readonly string[] },
  language: ContentLanguage,
): PersonalInWords {
  const inSubject = personalDataIn(subject, language);
  const inText = personalDataIn(text, language);
  const inPoints = points.flatMap((point) => personalDataIn(point, language));
  const each = new Map([...inSubject, ...inText, ...inPoints].map((one) => [one.words, one]));
  return { subject: inSubject, text: inText, found: [...each.values()] };
}

/** What of an item is public once it is accepted as it stands. */
export const wordsToShow = ({ publicText, points, originalPoints, status }: Shown) => ({
  ...publicText,
  points: (status === 'submitted' ? originalPoints : points).map(({ text }) => text),
});

type Shown = Pick<FeedbackFields, 'publicText' | 'points' | 'originalPoints' | 'status'>;

/** Whoever makes words public that may hold personal data says that they have looked. @throws Invalid at the words, or at `seen` where the form has no field for them */
export function refuseUnseen(
  { points = [], seen, ...words }: Words & { points?: string[]; seen?: boolean },
  language: ContentLanguage,
  fields: 'words' | 'seen' = 'words',
): void {
  if (seen) return;
  const { subject, text, found } = personalInWords({ ...words, points }, language);
  if (found.length === 0) return;
  const all = found.map((each) => `«${each.words}»`).join(', ');
  const fault = { text: 'personal-data.refused', values: { words: all } };
  const field = subject.length > 0 ? 'subject' : text.length > 0 ? 'text' : 'points';
  throw new Invalid({ [fields === 'seen' ? 'seen' : field]: fault });
}
