import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import type { DocumentList } from '../../regulations/index.ts';

/** The list of one procedure, as a file says it; its fields are those of the form. */
export interface TypedList {
  /** Where it begins in the file. */
  row: number;
  regulation: string;
  typed: Record<string, string>;
}

export interface DocumentRows {
  kind: 'documents';
  lists: TypedList[];
}

const COLUMNS = ['procedure', 'valid_from', 'source', 'name.vi', 'name.en', 'name.ru'];

const text = (value: unknown) => (value == null ? '' : String(value));

function typedOf(list: { validFrom?: unknown; source?: unknown; names: Record<string, unknown>[] }) {
  const typed: Record<string, string> = { validFrom: text(list.validFrom), source: text(list.source) };
  for (const [at, name] of list.names.entries())
    for (const language of CONTENT_LANGUAGES)
      typed[`documents-${at}-name-${language}`] = text(name[language]);
  return typed;
}

interface ListOfTable {
  row: number;
  regulation: string;
  validFrom: string;
  source: string;
  names: object[];
}

/**
 * Rows of a table, one for each document; those of a procedure stand together as its list. Rows that name another day
 * or another decision make a list of their own: two in one file are refused, never mixed.
 */
export function listsOfTable(records: readonly Record<string, string>[]): DocumentRows {
  const lists: ListOfTable[] = [];
  const ofProcedure = new Map<string, ListOfTable[]>();
  for (const [at, record] of records.entries()) {
    const { procedure: regulation = '', valid_from: validFrom = '', source = '' } = record;
    const agree = (one: string, other: string) => one === '' || other === '' || one === other;
    const known = ofProcedure.get(regulation) ?? [];
    let list = known.find((each) => agree(each.validFrom, validFrom) && agree(each.source, source));
    if (!list) {
      list = { row: at + 1, regulation, validFrom, source, names: [] };
      lists.push(list);
      ofProcedure.set(regulation, [...known, list]);
    }
    list.validFrom ||= validFrom;
    list.source ||= source;
    list.names.push({ vi: record['name.vi'], en: record['name.en'], ru: record['name.ru'] });
  }
  return {
    kind: 'documents',
    lists: lists.map(({ row, regulation, ...list }) => ({
      ...{ row, regulation },
      typed: typedOf(list as Parameters<typeof typedOf>[0]),
    })),
  };
}

/** What has no name would be left out unseen. @throws Invalid (file) */
function nameOf(document: unknown, where: { row: number; document: number }): object {
  const name = (document as { name?: unknown } | null)?.name;
  if (typeof name === 'object' && name && CONTENT_LANGUAGES.some((each) => text((name as any)[each]).trim()))
    return name;
  throw new Invalid({ file: { text: 'catalogue.import.errors.no-name', values: where } });
}

/** Lists as `data/seed/required-documents.json` has them. @throws Invalid (file) */
export function listsOfJson(lists: readonly unknown[]): DocumentRows {
  return {
    kind: 'documents',
    lists: lists.map((given, at) => {
      const { regulation, validFrom, source, documents } = (given ?? {}) as Record<string, unknown>;
      if (!Array.isArray(documents))
        throw new Invalid({
          file: { text: 'catalogue.import.errors.no-documents', values: { row: at + 1 } },
        });
      const names = documents.map((each, of) => nameOf(each, { row: at + 1, document: of + 1 }) as never);
      return { row: at + 1, regulation: text(regulation), typed: typedOf({ validFrom, source, names }) };
    }),
  };
}

/** What holds, as a table that can be changed in a spreadsheet and imported again, from a day on. */
export function tableOfLists(
  lists: readonly { regulation: string; list: DocumentList | undefined }[],
): string[][] {
  const rows = lists.flatMap(({ regulation, list }) =>
    (list?.documents ?? []).map(({ name: { vi, en, ru } }) => [
      ...[regulation, '', list?.source ?? '', vi],
      ...[en, ru].map((each) => (each === vi ? '' : each)),
    ]),
  );
  return [COLUMNS, ...rows];
}
