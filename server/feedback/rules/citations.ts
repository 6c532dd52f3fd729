/** Legal documents named in a text, in the ways in which Vietnamese documents are cited in the three languages. */
export interface Citation {
  start: number;
  end: number;
  /** As written: 'Điều 9 Nghị định 118/2025/NĐ-CP'. */
  text: string;
  /** The document's number in one spelling: '118/2025/ND-CP'; without its kind when the text leaves it out: '118/2025'. */
  key: string;
}

/** 118/2025/NĐ-CP, 31/2024/QH15, 13/2023/QĐ-UBND, 01/2018/TT-VPCP; in Latin or Cyrillic letters. */
const NUMBER =
  '(?<number>\\d{1,4}/(?:19|20)\\d{2}(?:/(?:QH\\d{1,2}|[A-ZĐА-Я]{1,6}\\d{0,2}(?:-[A-ZĐА-Я0-9]{1,12}){0,3}))?)(?![/\\d\\p{L}])';

const KIND: Record<'vi' | 'en' | 'ru', string> = {
  vi: '(?:bộ luật|luật|nghị định|thông tư(?: liên tịch)?|nghị quyết|quyết định|pháp lệnh|chỉ thị)',
  en: '(?:law|code|decree|(?:joint )?circular|resolution|decision|ordinance|directive)',
  ru: '(?:закон[а-я]{0,2}|кодекс[а-я]{0,2}|декрет[а-я]{0,2}|постановлени[а-я]{1,2}|циркуляр[а-я]{0,2}|решени[а-я]{1,2}|указ[а-я]{0,2}|распоряжени[а-я]{1,2})',
};
const BEFORE = '(?:[^\\S\\n](?:số|no\\.?|number|№|n°)?[^\\S\\n]?|[^\\S\\n]?№[^\\S\\n]?)';

const WITH_KIND = new RegExp(`(?<![\\p{L}])(?:${KIND.vi}|${KIND.en}|${KIND.ru})${BEFORE}${NUMBER}`, 'giu');
const BARE = new RegExp(`(?<![\\p{L}\\d/.-])${NUMBER}`, 'gu');
/** What stands right before the document: 'khoản 2 Điều 9 ', 'Article 9 of ', 'ст. 9 '. */
const ARTICLE =
  /(?:(?:điểm \p{L}|khoản \d{1,2}|điều \d{1,3}|clause \d{1,2}|article \d{1,3}|ст(?:ать[а-я]{1,2}|\.) ?\d{1,3}|п(?:ункт[а-я]{0,2}|\.) ?\d{1,2}|ч(?:аст[а-я]{1,2}|\.) ?\d{1,2})(?: of|,)?(?: the)? ?){1,3}$/iu;

const CYRILLIC: Record<string, string> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
};

/** One spelling for a document's number: 'Nghị định 118/2025/NĐ-CP', '118/2025/nd-cp (…)' → '118/2025/ND-CP'. */
export function documentKey(name: string): string | undefined {
  const number = /\d{1,4}\/(?:19|20)\d{2}(?:\/[\p{L}\d-]{1,24})?/u.exec(name.normalize('NFC'))?.[0];
  return number
    ?.toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/[А-Я]/g, (letter) => CYRILLIC[letter] ?? letter)
    .replace(/^0+(?=\d)/, '');
}

/** Citations in a text, in order; at most `most`. Linear in its length, which is read up to 30,000 characters. */
export function citationsIn(text: string, most = 40): Citation[] {
  const read = text.slice(0, 30_000);
  const found: Citation[] = [];
  for (const pattern of [WITH_KIND, BARE])
    for (const match of read.matchAll(pattern)) {
      if (found.length >= most) break;
      const key = documentKey(match.groups!['number']!);
      const bare = pattern === BARE;
      // A date or a file of somebody's also looks like '12/2025': alone only a whole number counts.
      if (!key || (bare && key.split('/').length < 3)) continue;
      const end = match.index + match[0].length;
      if (found.some((each) => each.start < end && match.index < each.end)) continue;
      const start = match.index - articleBefore(read, match.index);
      found.push({ start, end, text: read.slice(start, end), key });
    }
  return found.sort((a, b) => a.start - b.start);
}

function articleBefore(text: string, at: number): number {
  return ARTICLE.exec(text.slice(Math.max(0, at - 60), at))?.[0].length ?? 0;
}

/** What the catalogue knows of a document. Dates are days of the city, yyyy-mm-dd. */
export interface LegalDocument {
  /** As the catalogue writes it: '118/2025/NĐ-CP'. */
  number: string;
  /** Last day in force; null: in force. */
  validTo: string | null;
  replacedBy: string | null;
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
  return citations.map((citation) => {
    const document = documents.get(citation.key) ?? beginningWith(citation.key, documents);
    if (!document) return { ...citation, state: 'unknown' };
    const expired = document.validTo !== null && document.validTo < day;
    return { ...citation, state: expired ? 'expired' : 'known', document };
  });
}

function beginningWith(
  key: string,
  documents: ReadonlyMap<string, LegalDocument>,
): LegalDocument | undefined {
  if (key.split('/').length > 2) return undefined;
  const fitting = [...documents].filter(([known]) => known.startsWith(`${key}/`));
  return fitting.length === 1 ? fitting[0]![1] : undefined;
}
