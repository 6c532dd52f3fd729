import { readFileSync } from 'node:fs';
import { allRegulations, regulationOf } from '../regulations/index.ts';
import { cityDate } from './deadlines.ts';
import { checkCitations, citationsIn, documentKey, type LegalDocument } from './rules.ts';

const FILE = new URL('../../data/seed/legal-documents.json', import.meta.url);

interface EndedDocument extends LegalDocument {
  source: string;
}

/** Documents known to have ended: the catalogue names only those in force. */
const ended = (JSON.parse(readFileSync(FILE, 'utf8')) as { documents: EndedDocument[] }).documents;

interface Known {
  from: unknown;
  documents: Map<string, LegalDocument>;
  /** Slug of a regulation that rests on the document. */
  regulations: Map<string, string>;
}

let known: Known | undefined;

/** Made anew when the catalogue has been loaded anew. */
function knownDocuments(): Known {
  const from = allRegulations();
  if (known?.from === from) return known;
  const documents = new Map<string, LegalDocument>();
  const regulations = new Map<string, string>();
  for (const { slug, legalBasis } of from)
    for (const number of legalBasis) {
      const key = documentKey(number);
      if (!key) continue;
      documents.set(key, { number, validTo: null, replacedBy: null });
      if (!regulations.has(key)) regulations.set(key, slug);
    }
  for (const { number, validTo, replacedBy } of ended)
    documents.set(documentKey(number)!, { number, validTo, replacedBy });
  known = { from, documents, regulations };
  return known;
}

export interface CitedDocument {
  text: string;
  start: number;
  end: number;
  state: 'known' | 'expired' | 'unknown';
  replacedBy?: string;
  /** The regulation's page on which the document stands. */
  href?: string;
}

/** Documents cited in a text, held against the catalogue on a day; those of the item's own regulation link there. */
export function citedIn(
  text: string,
  { day, regulation }: { day: Date; regulation: string | null },
): CitedDocument[] {
  const { documents, regulations } = knownDocuments();
  const own = new Set((regulation ? regulationOf(regulation)?.legalBasis : [])?.map(documentKey));
  return checkCitations(citationsIn(text), documents, cityDate(day)).map(
    ({ text: cited, start, end, state, document }) => {
      const key = document && documentKey(document.number);
      const slug = key && (own.has(key) ? regulation : regulations.get(key));
      return {
        text: cited,
        start,
        end,
        state,
        ...(state === 'expired' && document?.replacedBy ? { replacedBy: document.replacedBy } : {}),
        ...(slug ? { href: `/regulations/${slug}` } : {}),
      };
    },
  );
}

/** Documents to pick from: the legal basis of the item's regulation. */
export function basesOf(regulation: string | null | undefined): string[] {
  return regulation ? (regulationOf(regulation)?.legalBasis ?? []) : [];
}
