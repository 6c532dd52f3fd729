import type { DatedRow } from '../city/dated-rows.ts';
import type { Trilingual } from '../platform/context.ts';
import { readSeed } from '../platform/seed.ts';
import {
  type ListField,
  type PlainField,
  type Setting,
  type SettingFamily,
  settingFrom,
} from '../settings/index.ts';
import { regulationOf } from './catalogue.ts';

export interface RequiredDocument {
  name: Trilingual;
}

/** What a procedure may ask for; one without documents compares nothing. */
export interface DocumentList extends DatedRow {
  /** The published decision, as the city cites it. */
  source?: string;
  documents: RequiredDocument[];
}

interface ShippedList extends DocumentList {
  regulation: string;
}

const MOST_DOCUMENTS = 30;
const LONGEST_NAME = 300;

function shippedOf(regulation: string): DocumentList[] {
  const rows = readSeed<{ lists: ShippedList[] }>('required-documents').lists.filter(
    (list) => list.regulation === regulation,
  );
  if (rows.length === 0) return [{ validFrom: '2017-09-25', validTo: null, documents: [] }];
  return rows.map(({ validFrom, validTo, documents }) => ({
    ...{ validFrom, validTo },
    documents: documents.map(({ name }) => ({ name })),
  }));
}

type Typed = Record<string, unknown>;
const part = (typed: Typed, language: string) => String(typed[`name-${language}`] ?? '').trim();

const nameField = (language: keyof Trilingual): PlainField => ({
  ...{ name: `name-${language}`, kind: 'line', most: LONGEST_NAME },
  ...{ text: `settings.rules.required-documents.name-${language}`, least: 0 },
});

const DOCUMENTS: ListField<RequiredDocument> = {
  ...{ name: 'documents', kind: 'list', most: MOST_DOCUMENTS },
  text: 'settings.rules.required-documents.documents',
  row: 'settings.rules.required-documents.document',
  parts: [nameField('vi'), nameField('en'), nameField('ru')],
  // Published lists are Vietnamese: what nobody has translated is shown as it was published.
  typed: ({ name: { vi, en, ru } }) => ({
    ...{ 'name-vi': vi, 'name-en': en === vi ? '' : en, 'name-ru': ru === vi ? '' : ru },
  }),
  meant(typed) {
    const [vi, en, ru] = [part(typed, 'vi'), part(typed, 'en'), part(typed, 'ru')];
    return vi || en || ru ? { name: { vi, en: en || vi, ru: ru || vi } } : undefined;
  },
  faults: (typed) => ({
    'name-vi': part(typed, 'vi') ? undefined : { text: 'errors.field.required' },
  }),
  told: ({ name }) => [...new Set([name.vi, name.en, name.ru])].join(' / '),
};

/** The published list of documents of each procedure, dated: with it are compared those that were demanded. */
export const REQUIRED_DOCUMENTS: SettingFamily<DocumentList> = {
  name: 'required-documents',
  group: 'answers',
  permission: 'catalogue',
  fields: [
    {
      ...{ name: 'source', kind: 'line', most: 300, least: 0 },
      text: 'settings.rules.required-documents.source',
    },
    DOCUMENTS,
  ],
  for(slug): Setting<DocumentList> | undefined {
    const regulation = regulationOf(slug);
    if (!regulation) return undefined;
    const { name, group, permission, fields } = REQUIRED_DOCUMENTS;
    return {
      ...{ name, group, fields, of: { slug, name: regulation.name }, shipped: () => shippedOf(slug) },
      ...(permission ? { permission } : {}),
    };
  },
};

/** The list that holds on a day (yyyy-mm-dd); undefined: none is on file. */
export function documentListOn(regulation: string, day: string): DocumentList | undefined {
  const setting = REQUIRED_DOCUMENTS.for(regulation);
  const list = setting && settingFrom(setting, day);
  return list && list.documents.length > 0 ? list : undefined;
}

/** What a procedure may ask for on a day (yyyy-mm-dd); undefined: no list is on file. */
export function requiredDocuments(regulation: string, day: string): RequiredDocument[] | undefined {
  return documentListOn(regulation, day)?.documents;
}
