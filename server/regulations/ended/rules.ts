import { documentKey } from '../../city/document-key.ts';
import type { ContentLanguage } from '../../platform/context.ts';

export const ENDED_KINDS = ['document', 'procedure'] as const;
export type EndedKind = (typeof ENDED_KINDS)[number];

/** A legal document that answers cite. Dates are days of the city, yyyy-mm-dd. */
export interface LegalDocument {
  /** '118/2025/NĐ-CP' */
  number: string;
  /** Last day in force; null: in force. */
  validTo: string | null;
  replacedBy: string | null;
  /** Without their kind, as they are cited in each language. */
  names?: Partial<Record<ContentLanguage, string[]>>;
}

/** A legal document or a procedure that has a last day. */
export interface EndedRule {
  /** Of it alone: 'document/118/2025/ND-CP', 'procedure/SLUG'. */
  key: string;
  kind: EndedKind;
  /** Number of the document, slug of the procedure. */
  name: string;
  endedOn: string;
  replacedBy: string | null;
  /** By the city; absent: it ships. */
  recorded?: { at: Date; by: string };
}

export function endedKey(kind: EndedKind, name: string): string | undefined {
  const key = kind === 'document' ? documentKey(name) : name;
  return key && `${kind}/${key}`;
}

/** Those that ship and have a last day, with what the city has recorded; the city's word goes before. */
export function endedWith(documents: readonly LegalDocument[], recorded: readonly EndedRule[]): EndedRule[] {
  const shipped = documents.flatMap(({ number, validTo, replacedBy }): EndedRule[] => {
    const key = endedKey('document', number);
    return validTo && key ? [{ key, kind: 'document', name: number, endedOn: validTo, replacedBy }] : [];
  });
  const all = new Map([...shipped, ...recorded].map((rule) => [rule.key, rule]));
  return [...all.values()].sort((a, b) => b.endedOn.localeCompare(a.endedOn) || a.key.localeCompare(b.key));
}

/** What is known of legal documents, with the last days that the city has recorded. */
export function documentsWith(
  documents: readonly LegalDocument[],
  recorded: readonly EndedRule[],
): LegalDocument[] {
  const ends = new Map(recorded.filter(({ kind }) => kind === 'document').map((rule) => [rule.key, rule]));
  const known = documents.map((document) => {
    const key = endedKey('document', document.number);
    const rule = key ? ends.get(key) : undefined;
    if (!rule) return document;
    ends.delete(rule.key);
    return { ...document, validTo: rule.endedOn, replacedBy: rule.replacedBy };
  });
  const more = [...ends.values()].map(({ name, endedOn, replacedBy }) => ({
    number: name,
    validTo: endedOn,
    replacedBy,
  }));
  return [...known, ...more];
}
