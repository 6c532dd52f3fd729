import { cityDate } from '../../calendar/index.ts';
import { documentKey } from '../../city/document-key.ts';
import { allRegulations, type LegalDocument, legalDocuments, regulationOf } from '../../regulations/index.ts';
import { checkCitations, citationsIn } from '../item/rules/citations.ts';
import { lawKey } from '../item/rules/law-names.ts';

interface Known {
  /** By number, and by name and year. */
  documents: Map<string, LegalDocument>;
  /** Slug of a regulation that rests on the document. */
  regulations: Map<string, string>;
  /** Of which of them it was made: the city records ends. */
  listed: readonly LegalDocument[];
}

/** By the catalogue that they were made of. */
const knownOf = new WeakMap<object, Known>();

/** How the catalogue marks what a procedure rested on before: '10/2020/NĐ-CP (2023)'. */
const FORMER = /\((?:19|20)\d{2}\)$/;

function knownDocuments(): Known {
  const from = allRegulations();
  const listed = legalDocuments();
  const known = knownOf.get(from);
  if (known?.listed === listed) return known;
  const documents = new Map<string, LegalDocument>();
  const regulations = new Map<string, string>();
  for (const { slug, legalBasis } of from)
    for (const name of legalBasis) {
      const key = documentKey(name);
      if (!key || FORMER.test(name)) continue;
      documents.set(key, { number: numberIn(name), validTo: null, replacedBy: null });
      if (!regulations.has(key)) regulations.set(key, slug);
    }
  for (const number of replacements(listed)) {
    const key = documentKey(number);
    if (key && !documents.has(key)) documents.set(key, { number, validTo: null, replacedBy: null });
  }
  for (const document of listed) for (const each of keysOf(document)) documents.set(each, document);
  const made = { documents, regulations, listed };
  knownOf.set(from, made);
  return made;
}

/** What the list tells people to cite instead: whoever does so is not told that it is unknown. */
function replacements(listed: readonly LegalDocument[]): string[] {
  return listed.flatMap(({ replacedBy }) => replacedBy?.split(', ') ?? []);
}

/** By its number, and by name and year. */
function keysOf({ number, names = {} }: LegalDocument): string[] {
  const year = /\/(\d{4})\//.exec(number)?.[1];
  const named = year ? Object.values(names).flatMap((each) => each.map((name) => lawKey(name, year))) : [];
  return [documentKey(number)!, ...named];
}

/** How answers may name a document, also without its kind: '118/2025'. */
export function citationKeysOf(number: string): string[] {
  const key = documentKey(number);
  const listed = legalDocuments().find((document) => documentKey(document.number) === key);
  const short = key && /^\d+\/\d+(?=\/)/.exec(key)?.[0];
  return [...keysOf(listed ?? { number, validTo: null, replacedBy: null }), ...(short ? [short] : [])];
}

/** Numbers of the documents that a text cites, as far as they are known. */
export function citedNumbers(text: string): string[] {
  const citations = citationsIn(text);
  if (citations.length === 0) return [];
  const checked = checkCitations(citations, knownDocuments().documents, '0000-00-00');
  return checked.flatMap(({ document }) => (document ? [document.number] : []));
}

/** Without what the catalogue adds in brackets. */
function numberIn(name: string): string {
  return name.replace(/ \(.*$/, '');
}

export interface CitedDocument {
  text: string;
  start: number;
  end: number;
  state: 'known' | 'expired' | 'unknown';
  /** The number of a law that is cited by its name. */
  number?: string;
  replacedBy?: string;
  /** The regulation's page on which the document stands. */
  href?: string;
}

/** Documents cited in a text, held against the catalogue on a day; those of the item's own regulation link there. */
export function citedIn(
  text: string,
  { day, regulation }: { day: Date; regulation: string | null },
): CitedDocument[] {
  const citations = citationsIn(text);
  if (citations.length === 0) return [];
  const { documents, regulations } = knownDocuments();
  const own = new Set((regulation ? regulationOf(regulation)?.legalBasis : [])?.map(documentKey));
  return checkCitations(citations, documents, cityDate(day)).map(
    ({ text: cited, start, end, state, document }) => {
      const key = document && documentKey(document.number);
      const slug = key && (own.has(key) ? regulation : regulations.get(key));
      return {
        text: cited,
        start,
        end,
        state,
        ...(document && !documentKey(cited) ? { number: document.number } : {}),
        ...(state === 'expired' && document?.replacedBy ? { replacedBy: document.replacedBy } : {}),
        ...(slug ? { href: `/regulations/${slug}` } : {}),
      };
    },
  );
}

/** Documents to pick from: the legal basis of the item's regulation, without what has ended. */
export function basesOf(regulation: string | null | undefined, now: Date): string[] {
  const today = cityDate(now);
  const bases = regulation ? (regulationOf(regulation)?.legalBasis ?? []) : [];
  return bases.filter((name) => !FORMER.test(name) && !hasEnded(documentKey(name), today));
}

function hasEnded(key: string | undefined, today: string): boolean {
  const validTo = key && knownDocuments().documents.get(key)?.validTo;
  return Boolean(validTo && validTo < today);
}
