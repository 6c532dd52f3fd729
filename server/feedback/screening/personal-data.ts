import { type PersonalData, personalDataIn } from '../../answer-quality/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import type { Words } from '../item/model.ts';

/** What may be personal in the words of an item, by field, and each of it once. */
export interface PersonalInWords {
  subject: PersonalData[];
  text: PersonalData[];
  found: PersonalData[];
}

export function personalInWords({ subject, text }: Words, language: ContentLanguage): PersonalInWords {
  const inSubject = personalDataIn(subject, language);
  const inText = personalDataIn(text, language);
  const each = new Map([...inSubject, ...inText].map((one) => [one.words, one]));
  return { subject: inSubject, text: inText, found: [...each.values()] };
}

/** Whoever makes words public that may hold personal data says that they have looked. @throws Invalid */
export function refuseUnseen(
  { points = [], seen, ...words }: Words & { points?: string[]; seen?: boolean },
  language: ContentLanguage,
): void {
  if (seen) return;
  const { subject, found } = personalInWords(words, language);
  const inPoints = personalDataIn(points.join('\n'), language);
  const all = [...new Set([...found, ...inPoints].map((each) => `«${each.words}»`))].join(', ');
  if (all === '') return;
  const fault = { text: 'personal-data.refused', values: { words: all } };
  const field = subject.length > 0 ? 'subject' : found.length > 0 ? 'text' : 'points';
  throw new Invalid({ [field]: fault });
}
