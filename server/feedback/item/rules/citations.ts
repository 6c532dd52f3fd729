import { documentKey } from '../../../city/document-key.ts';
import type { LegalDocument } from '../../../regulations/index.ts';
import { lawsIn } from './law-names.ts';

/** Legal documents named in a text, in the ways in which Vietnamese documents are cited in the three languages. */
export interface Citation {
  start: number;
  end: number;
  /** As written: 'Điều 9 Nghị định 118/2025/NĐ-CP'. */
  text: string;
  /**
   * The document's number in one spelling: '118/2025/ND-CP'; without its kind when the text leaves it out: '118/2025'.
   * A law cited by name and year has the key of `lawKey`.
   */
  key: string;
  /** A name in small letters may be no law at all: it counts only when the document is known. */
  loose?: boolean;
}

/** 118/2025/NĐ-CP, 31/2024/QH15, 13/2023/QĐ-UBND, 01/2018/TT-VPCP; in Latin or Cyrillic letters. */
const DATED =
  '\\d{1,4}/(?:19|20)\\d{2}(?:/(?:QH\\d{1,2}|[A-ZĐА-Я]{1,6}\\d{0,2}(?:-[A-ZĐА-Я0-9]{1,12}){0,3}))?';
/**
 * 15/CT-UBND, 76/NQ-CP, 06/QĐ-TTg: directives, resolutions and decisions of the Prime Minister bear no year. Other
 * numbers without one are letters and decisions on single cases.
 */
const UNDATED = '\\d{1,4}/(?:(?:CT|NQ)-[A-ZĐ]{2,12}|Q[ĐD]-TT[Gg])';
/** 59-ФЗ. */
const FEDERAL = '\\d{1,4}-ФК?З';
const NUMBER = `(?<number>${DATED}|${UNDATED}|${FEDERAL})(?![/\\d\\p{L}])`;

const KIND: Record<'vi' | 'en' | 'ru', string> = {
  vi: '(?:bộ luật|luật|nghị định|thông tư(?: liên tịch)?|nghị quyết|quyết định|pháp lệnh|chỉ thị)',
  en: '(?:law|code|decree|(?:joint )?circular|resolution|decision|ordinance|directive)',
  ru: '(?:(?:федеральн[а-я]{2,3} )?закон[а-я]{0,2}|кодекс[а-я]{0,2}|декрет[а-я]{0,2}|постановлени[а-я]{1,2}|циркуляр[а-я]{0,2}|решени[а-я]{1,2}|указ[а-я]{0,2}|распоряжени[а-я]{1,2})(?: от \\d{1,2}\\.\\d{1,2}\\.\\d{4}(?: ?г\\.)?)?',
};
/** As officials abbreviate them; in small letters they are other words. */
const SHORT_KIND = '(?:N[ĐD](?:-CP)?|TTLT|TT|Q[ĐD]|NQ|CT|PL|ФЗ|ФКЗ)';
const BEFORE = '(?:[^\\S\\n](?:số:?|no\\.?|number|№|n°)?[^\\S\\n]?|[^\\S\\n]?№[^\\S\\n]?)';

const WITH_KIND = new RegExp(`(?<![\\p{L}])(?:${KIND.vi}|${KIND.en}|${KIND.ru})${BEFORE}${NUMBER}`, 'giu');
const WITH_SHORT_KIND = new RegExp(`(?<![\\p{L}\\d/-])${SHORT_KIND}(?:${BEFORE})?${NUMBER}`, 'gu');
const BARE = new RegExp(`(?<![\\p{L}\\d/.-])${NUMBER}`, 'gu');

const COUNT = '\\d{1,3}\\p{L}?(?:(?:, ?| và | and | и |[-–])\\d{1,3}\\p{L}?(?!\\p{L})){0,3}';
const PART = [
  `(?:điểm|point) \\p{L}(?!\\p{L})`,
  `(?:khoản|điều|k\\.|đ\\.) ?${COUNT}`,
  `(?:articles?|arts?\\.?|clauses?|paragraphs?|para\\.|sections?|sec\\.) ?${COUNT}(?:\\(\\w{1,3}\\)){0,3}`,
  `(?:стат[а-я]{1,3}|ст\\.|подпункт[а-я]{0,2}|подп\\.|пункт[а-я]{0,2}|п\\.|част[а-я]{1,3}|ч\\.) ?${COUNT}`,
].join('|');
/** What stands right before the document: 'khoản 2 Điều 9 ', 'Article 9 of ', 'Art. 9(2) ', 'ст. 9 ч. 2 '. */
const ARTICLE = new RegExp(`(?<!\\p{L})(?:(?:${PART})(?: of| của|,)?(?: the)? ?){1,4}$`, 'iu');
const LONGEST_ARTICLE = 80;

/** Citations in a text, in order; at most `most`. Linear in its length, which is read up to 30,000 characters. */
export function citationsIn(text: string, most = 40): Citation[] {
  const read = text.slice(0, 30_000);
  const found: Citation[] = [];
  for (const each of candidates(read)) {
    if (found.length >= most) break;
    if (found.some(({ start, end }) => start < each.end && each.start < end)) continue;
    const start = each.start - articleBefore(read, each.start);
    found.push({ ...each, start, text: read.slice(start, each.end) });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Those with their kind first: what is part of them is no second document. */
function* candidates(read: string): Generator<Citation> {
  const numbered = /\d[/-]/.test(read);
  if (numbered) yield* numbersIn(read, WITH_KIND);
  if (numbered) yield* numbersIn(read, WITH_SHORT_KIND);
  yield* lawsIn(read);
  if (!numbered) return;
  // A date or a file of somebody's also looks like '12/2025': alone only a whole number counts.
  for (const each of numbersIn(read, BARE)) if (!/^\d+\/\d+$/.test(each.key)) yield each;
}

function* numbersIn(read: string, pattern: RegExp): Generator<Citation> {
  for (const match of read.matchAll(pattern)) {
    const key = documentKey(match.groups!['number']!);
    if (key) yield { start: match.index, end: match.index + match[0].length, text: match[0], key };
  }
}

function articleBefore(text: string, at: number): number {
  return ARTICLE.exec(text.slice(Math.max(0, at - LONGEST_ARTICLE), at))?.[0].length ?? 0;
}

export interface CheckedCitation extends Citation {
  state: 'known' | 'expired' | 'unknown';
  document?: LegalDocument;
}

/**
 * Holds citations against the known documents on a day. A number without its kind fits the one document that begins
 * with it. Only advice: the catalogue does not know every document.
 */
export function checkCitations(
  citations: readonly Citation[],
  documents: ReadonlyMap<string, LegalDocument>,
  day: string,
): CheckedCitation[] {
  return citations.flatMap((citation): CheckedCitation[] => {
    const document = documents.get(citation.key) ?? beginningWith(citation.key, documents);
    if (!document) return citation.loose ? [] : [{ ...citation, state: 'unknown' }];
    const expired = document.validTo !== null && document.validTo < day;
    return [{ ...citation, state: expired ? 'expired' : 'known', document }];
  });
}

function beginningWith(
  key: string,
  documents: ReadonlyMap<string, LegalDocument>,
): LegalDocument | undefined {
  if (!/^\d+\/\d+$/.test(key)) return undefined;
  const fitting = [...documents].filter(([known]) => known.startsWith(`${key}/`));
  return fitting.length === 1 ? fitting[0]![1] : undefined;
}
