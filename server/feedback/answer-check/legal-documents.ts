import { cityDate } from '../../calendar/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { readSeed } from '../../platform/seed.ts';
import { allRegulations, regulationOf } from '../../regulations/index.ts';
import { checkCitations, citationsIn, documentKey, type LegalDocument } from './rules/citations.ts';
import { lawKey } from './rules/law-names.ts';

interface ListedDocument extends LegalDocument {
  /** Without their kind, as they are cited in each language. */
  names?: Partial<Record<ContentLanguage, string[]>>;
}

/** Laws with their names, and what has ended or stands in no regulation: the catalogue names only those in force. */
const listed = readSeed<{ documents: ListedDocument[] }>('legal-documents').documents;
const listedByKey = new Map(listed.map((document) => [documentKey(document.number)!, document]));

interface Known {
  /** By number, and by name and year. */
  documents: Map<string, LegalDocument>;
  /** Slug of a regulation that rests on the document. */
  regulations: Map<string, string>;
}

/** By the catalogue that they were made of. */
const knownOf = new WeakMap<object, Known>();

/** How the catalogue marks what a procedure rested on before: '10/2020/NĐ-CP (2023)'. */
const FORMER = /\((?:19|20)\d{2}\)$/;

function knownDocuments(): Known {
  const from = allRegulations();
  const known = knownOf.get(from);
  if (known) return known;
  const documents = new Map<string, LegalDocument>();
  const regulations = new Map<string, string>();
  for (const { slug, legalBasis } of from)
    for (const name of legalBasis) {
      const key = documentKey(name);
      if (!key || FORMER.test(name)) continue;
      documents.set(key, { number: numberIn(name), validTo: null, replacedBy: null });
      if (!regulations.has(key)) regulations.set(key, slug);
    }
  for (const number of replacements()) {
    const key = documentKey(number);
    if (key && !documents.has(key)) documents.set(key, { number, validTo: null, replacedBy: null });
  }
  for (const [key, document] of listedByKey)
    for (const each of [key, ...namesOf(document)]) documents.set(each, document);
  const made = { documents, regulations };
  knownOf.set(from, made);
  return made;
}

/** What the list tells people to cite instead: whoever does so is not told that it is unknown. */
function replacements(): string[] {
  return listed.flatMap(({ replacedBy }) => replacedBy?.split(', ') ?? []);
}

function namesOf({ number, names = {} }: ListedDocument): string[] {
  const year = /\/(\d{4})\//.exec(number)![1]!;
  return Object.values(names).flatMap((each) => each.map((name) => lawKey(name, year)));
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
  const validTo = key && listedByKey.get(key)?.validTo;
  return Boolean(validTo && validTo < today);
}
