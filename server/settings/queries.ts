import { cityDate } from '../calendar/index.ts';
import { type DatedRow, holdsOn } from '../city/dated-rows.ts';
import { dayAfter } from '../city/dates.ts';
import type { Context } from '../platform/context.ts';
import { type Translate, translator } from '../platform/i18n/texts.ts';
import { namesOf, timelineOf } from '../platform/journal/index.ts';
import { loadSettings, settingOn, tableOf } from './in-force.ts';
import { SettingTable } from './model.ts';
import {
  differencesOf,
  fieldsOfRow,
  idOf,
  type ListField,
  type Setting,
  toldValuesOf,
  typedOf,
} from './rules.ts';

interface ChangeDetails {
  number: number;
  row: Omit<DatedRow, 'validTo'>;
  before: Omit<DatedRow, 'validTo'>;
}

/** What a rule says, from when, who changed what, newest first. @param again which row the form begins with */
export async function settingShown({ now, language }: Context, setting: Setting, again?: string) {
  const t = translator(language);
  await loadSettings();
  const { number, rows } = tableOf(setting);
  const today = cityDate(now);
  const changes = await changesOf(setting, t);
  const start = startOf(setting, { today, again, last: changes[0] });
  return {
    setting,
    number,
    today,
    versions: [...rows]
      .sort((one, other) => other.validFrom.localeCompare(one.validFrom))
      .map((row) => ({
        ...row,
        current: holdsOn(row, today),
        coming: row.validFrom > today,
        fields: shownFields(setting, row, t),
      })),
    changes,
    values: start,
  };
}

function shownFields(setting: Setting, row: object, t: Translate) {
  const values = toldValuesOf(setting, row, t);
  return setting.fields.map((field) => ({ ...field, value: values[field.name] }));
}

interface Start {
  today: string;
  again: string | undefined;
  last: { details: ChangeDetails } | undefined;
}

/** What the form begins with: what holds today, a row to set once more, or what the last change has replaced. */
function startOf(setting: Setting, { today, again, last }: Start) {
  const tomorrow = dayAfter(today);
  const later = (date: string) => (date > tomorrow ? date : tomorrow);
  const { rows } = tableOf(setting);
  if (again === 'last' && last)
    return { ...typedOf(setting, last.details.before), validFrom: later(last.details.row.validFrom) };
  const row = rows.find(({ validFrom }) => validFrom === again) ?? settingOn(setting, today);
  return { ...typedOf(setting, row), validFrom: tomorrow };
}

async function changesOf(setting: Setting, t: Translate) {
  const table = await SettingTable.findById(idOf(setting), { pending: 1 }).lean();
  const entries = table ? await timelineOf(table) : [];
  // A rule that had a table of its own may have brought entries of other names along.
  const changes = entries.filter(({ name }) => name === 'settings.changed');
  return changes.reverse().map(({ at, actor, details }) => {
    const of = details as unknown as ChangeDetails;
    return { at, by: namesOf(actor), details: of, differences: differencesOf(setting, of.before, of.row, t) };
  });
}

/** Rows that a form has beyond those that are filled in. */
const SPARE = 3;

/** The rows of a list as a form shows them, those that are filled in with what they say. */
export function formRows(list: ListField, setting: Setting, { values, errors = {}, t }: FormState) {
  const rows = Array.from({ length: list.most }, (_, at) => {
    const fields = fieldsOfRow(list, setting.name, at);
    const typed = Object.fromEntries(list.parts.map(({ name }, part) => [name, values[fields[part]!.name]]));
    const row = list.meant(typed);
    const wrong = fields.some(({ name }) => errors[name]);
    return {
      number: at + 1,
      fields,
      told: row && !wrong ? list.told(row, t) : '',
      filled: row !== undefined || wrong,
    };
  });
  const last = rows.findLastIndex(({ filled }) => filled);
  return rows.slice(0, last + 1 + SPARE).map((row) => ({
    ...row,
    open: !row.told && (row.filled || row.number === last + 2),
    // An empty row need not be taken away.
    fields: row.filled ? row.fields : row.fields.slice(0, -1),
  }));
}

interface FormState {
  values: Record<string, unknown>;
  errors?: Record<string, unknown>;
  t: Translate;
}
