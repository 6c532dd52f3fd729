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

/** Rows of a table, one for each document; those of a procedure stand together as its list. */
export function listsOfTable(records: readonly Record<string, string>[]): DocumentRows {
  const lists = new Map<string, { row: number; validFrom: string; source: string; names: object[] }>();
  for (const [at, record] of records.entries()) {
    const { procedure = '', valid_from: validFrom = '', source = '' } = record;
    const list = lists.get(procedure) ?? { row: at + 1, validFrom, source, names: [] };
    list.validFrom ||= validFrom;
    list.source ||= source;
    list.names.push({ vi: record['name.vi'], en: record['name.en'], ru: record['name.ru'] });
    lists.set(procedure, list);
  }
  return {
    kind: 'documents',
    lists: [...lists].map(([regulation, { row, ...list }]) => ({
      ...{ row, regulation },
      typed: typedOf(list as Parameters<typeof typedOf>[0]),
    })),
  };
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
      const names = documents.map((each) => ((each as { name?: object } | null)?.name ?? {}) as never);
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
