import { cityDate } from '../calendar/index.ts';
import { type DatedRow, holdsOn } from '../city/dated-rows.ts';
import { dayAfter } from '../city/dates.ts';
import type { Context } from '../platform/context.ts';
import { namesOf, timelineOf } from '../platform/journal/index.ts';
import { loadSettings, settingOn, tableOf } from './in-force.ts';
import { SettingTable } from './model.ts';
import { differencesOf, type Setting, typedOf, valuesOf } from './rules.ts';

interface ChangeDetails {
  number: number;
  row: Omit<DatedRow, 'validTo'>;
  before: Omit<DatedRow, 'validTo'>;
}

/** What a rule says, from when, who changed what, newest first. @param again which row the form begins with */
export async function settingShown({ now }: Context, setting: Setting, again?: string) {
  await loadSettings();
  const { number, rows } = tableOf(setting);
  const today = cityDate(now);
  const changes = await changesOf(setting);
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
        fields: shownFields(setting, row),
      })),
    changes,
    values: start,
  };
}

export function shownFields(setting: Setting, row: object) {
  const values = valuesOf(setting, row);
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

async function changesOf(setting: Setting) {
  const table = await SettingTable.findById(setting.name, { pending: 1 }).lean();
  const entries = table ? await timelineOf(table) : [];
  return entries.reverse().map(({ at, actor, details }) => {
    const of = details as unknown as ChangeDetails;
    return { at, by: namesOf(actor), details: of, differences: differencesOf(setting, of.before, of.row) };
  });
}
