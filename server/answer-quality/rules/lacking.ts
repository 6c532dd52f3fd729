import type { Facet } from './facets.ts';
import type { Reading } from './reading.ts';
import { family, type Signs } from './signs.ts';

interface Answer {
  reading: Reading;
  facets: Facet[][];
  signs: Signs[];
}

/** Numbers as words. */
const IN_WORDS = /\b(?:hundred|thousand|million)\b|trăm|nghìn|ngàn|triệu|(?:^|\s)сто\s|тысяч|миллион/iu;
/** Days that come again, or a day in words. */
const DAYS =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\bdaily\b|every day|hằng (?:ngày|tuần|tháng)|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|по (?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)|ежедневн|кажд/iu;
const READ = 20_000;

/** Only a day or a sum is asked for, and the answer holds none: then nothing in it answers the point. */
export function lacksWhatWasAsked({ reading, facets, signs }: Answer, which: number): boolean {
  const wanted = facets[which]!;
  if (wanted.length !== 1) return false;
  const [facet] = wanted;
  if (facet !== 'date' && facet !== 'fee') return false;
  const enough: Facet[] = facet === 'date' ? ['date', 'duration'] : ['fee'];
  if (signs.some(({ gives }) => enough.some((each) => gives.has(each)))) return false;
  // "It has been repaired": when is no longer the question.
  if (facet === 'date' && signs.some((sign) => family(sign, 'strong') > 0)) return false;
  return !(facet === 'date' ? DAYS : IN_WORDS).test(reading.text.slice(0, READ));
}
