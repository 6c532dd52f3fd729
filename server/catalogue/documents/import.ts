import { setImmediate as breath } from 'node:timers/promises';
import { cityDate, dateInWords } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import { type Context, isStaff, type Trilingual, textIn } from '../../platform/context.ts';
import { allow, Invalid, type Text } from '../../platform/errors.ts';
import { translator } from '../../platform/i18n/texts.ts';
import { act, bySecondPerson, type Outcome } from '../../platform/second-person/index.ts';
import { REQUIRED_DOCUMENTS } from '../../regulations/index.ts';
import {
  type Changed,
  changeSettings,
  changeTo,
  loadSettings,
  tableOf,
  toldDifference,
} from '../../settings/index.ts';
import type { RefusedRow } from '../../units/index.ts';
import { CatalogueUpload } from '../model.ts';
import { canKeepCatalogue } from '../policy.ts';
import type { DocumentRows, TypedList } from './rows.ts';

interface ListOfPreview {
  slug: string;
  name: Trilingual;
  validFrom: string;
  differences: Changed['differences'];
}

/** What is kept between the preview and its confirmation. */
interface KeptList extends Pick<Changed, 'values' | 'number'> {
  regulation: string;
}

export interface DocumentsPreview {
  changed: ListOfPreview[];
  refused: RefusedRow[];
  unchanged: number;
  kept: KeptList[];
}

/** A fault with the field that it is about: a file has no field beside which it could stand. */
function faultsOf({ fields }: Invalid, { language }: Context): Text[] {
  const t = translator(language);
  return Object.entries(fields).map(([field, { text, values }]) => {
    const [, at, part] = /^documents-(\d+)-(.+)$/.exec(field) ?? [];
    const rule = 'settings.rules.required-documents';
    const what = part
      ? `${t(`${rule}.document`, { number: Number(at) + 1 })}, ${t(`${rule}.${part}`)}`
      : t(field === 'validFrom' ? 'settings.valid-from' : `${rule}.${field}`);
    return { text: 'catalogue.import.document-fault', values: { what, fault: t(text, values) } };
  });
}

/** What importing lists would do. A list that names no day begins tomorrow. */
export async function previewDocuments(context: Context, { lists }: DocumentRows): Promise<DocumentsPreview> {
  allow(canKeepCatalogue(context.actor));
  await loadSettings();
  const preview: DocumentsPreview = { changed: [], refused: [], unchanged: 0, kept: [] };
  const seen = new Set<string>();
  for (const list of lists) {
    // Pages go between two lists.
    await breath();
    const refuse = (faults: Text[]) =>
      preview.refused.push({ row: list.row, slug: list.regulation || '–', faults: faults as never });
    const setting = REQUIRED_DOCUMENTS.for(list.regulation);
    if (!setting?.of) refuse([{ text: 'catalogue.import.no-procedure' }]);
    else if (seen.has(list.regulation)) refuse([{ text: 'catalogue.import.list-twice' }]);
    else {
      seen.add(list.regulation);
      const found = read(context, list, setting);
      if ('faults' in found) refuse(found.faults);
      else if (found.differences.length === 0) preview.unchanged += 1;
      else {
        const { values, number, differences } = found;
        const { slug, name } = setting.of;
        preview.changed.push({ slug, name, validFrom: values.validFrom, differences });
        preview.kept.push({ regulation: slug, values, number });
      }
    }
  }
  return preview;
}

function read(
  context: Context,
  { typed }: TypedList,
  setting: Parameters<typeof changeTo>[1],
): Changed | { faults: Text[] } {
  const most = setting.fields.flatMap((field) => (field.kind === 'list' ? field.most : []))[0]!;
  // What the form has no row for would be left out unseen.
  if (typed[`documents-${most}-name-vi`] !== undefined)
    return { faults: [{ text: 'errors.field.too-many', values: { limit: most } }] };
  const validFrom = typed['validFrom'] || dayAfter(cityDate(context.now));
  try {
    return changeTo(context, setting, { ...typed, validFrom });
  } catch (error) {
    if (error instanceof Invalid) return { faults: faultsOf(error, context) };
    throw error;
  }
}

const again = () => new Invalid({ file: { text: 'catalogue.import.errors.again' } });

interface Lists {
  lists: KeptList[];
}

const settingOf = ({ regulation }: KeptList) => REQUIRED_DOCUMENTS.for(regulation);

/** A night may have passed: what was to begin today begins no more. */
const canBegin = ({ now }: Context, { values }: KeptList): boolean => values.validFrom > cityDate(now);

/** It stands as the list says: another run has brought it in. */
function isIn(context: Context, list: KeptList): boolean {
  const setting = settingOf(list);
  return !!setting && changeTo(context, setting, list.values).differences.length === 0;
}

/** Lists of a file, each with an entry of its own. Cut off by a crash, it goes on where it was. */
export const IMPORT_DOCUMENTS = act<Lists, void>({
  ...{ id: 'catalogue.import-documents', rule: 'required-documents', permission: 'catalogue' },
  async prepare(context, { lists }) {
    await loadSettings();
    const stands = (list: KeptList) => {
      const setting = settingOf(list);
      return !!setting && tableOf(setting).number === list.number && canBegin(context, list);
    };
    if (!lists.every(stands)) throw again();
    return { lists };
  },
  async run(context, { lists }) {
    allow(canKeepCatalogue(context.actor));
    await loadSettings();
    if (!lists.every((list) => settingOf(list) && canBegin(context, list))) throw again();
    const missing = lists.filter((list) => !isIn(context, list));
    if (missing.some((list) => tableOf(settingOf(list)!).number !== list.number)) throw again();
    await changeSettings(
      context,
      missing.map((list) => ({ setting: settingOf(list)!, values: list.values, number: list.number })),
    );
  },
  async shown(context, { lists }) {
    await loadSettings();
    const t = translator(context.language);
    return {
      name: t('settings.rules.required-documents.title'),
      href: '/settings/required-documents',
      facts: lists.flatMap((list) => {
        const setting = settingOf(list);
        if (!setting || !canBegin(context, list)) return [];
        const { differences } = changeTo(context, setting, list.values);
        const from = t('settings.from', { date: dateInWords(list.values.validFrom, context.language) });
        return differences.map((each) => ({
          label: `${textIn(setting.of!.name, context.language)}, ${from}`,
          after: toldDifference(context, setting, each),
        }));
      }),
    };
  },
});

/**
 * Imports the lists that the same person has seen in a preview, or asks a second person for it.
 * @throws Invalid when somebody has changed one of the lists since
 */
export async function importDocuments(context: Context, id: string): Promise<Outcome<void>> {
  const { actor } = context;
  allow(canKeepCatalogue(actor));
  const upload = await CatalogueUpload.findOne({ _id: id, by: isStaff(actor) ? actor.id : '' }).lean();
  if (!upload) throw again();
  const lists = JSON.parse(upload.rows) as KeptList[];
  const outcome = await bySecondPerson(context, IMPORT_DOCUMENTS, { lists });
  await CatalogueUpload.deleteOne({ _id: id });
  return outcome;
}
