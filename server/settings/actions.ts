import { cityDate } from '../calendar/index.ts';
import { type DatedRow, withRow } from '../city/dated-rows.ts';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { allow, Conflict, Invalid, type Text } from '../platform/errors.ts';
import { commit } from '../platform/journal/index.ts';
import { loadSettings, settingOn, tableOf } from './in-force.ts';
import { SettingTable, type SettingTableFields } from './model.ts';
import { canEditSetting } from './policy.ts';
import { faultsOfRows, idOf, rowWith, type Setting } from './rules.ts';

export type Values = Record<string, unknown> & { validFrom: string };

/**
 * The row that a form stands for, from tomorrow at the earliest: what has happened was done by the rule of its day.
 * @throws Invalid
 */
export function rowOfForm<Row extends DatedRow>(
  { now }: Context,
  setting: Setting<Row>,
  values: Values,
): Omit<Row, 'validTo'> {
  if (values.validFrom <= cityDate(now)) throw new Invalid({ validFrom: { text: 'settings.errors.past' } });
  const ofRows = faultsOfRows(setting, values);
  if (Object.keys(ofRows).length > 0) throw new Invalid(ofRows);
  const row = rowWith(setting, settingOn(setting, values.validFrom), values);
  const faults = Object.entries(setting.faults?.(row) ?? {}).filter(([, fault]) => fault);
  if (faults.length > 0) throw new Invalid(Object.fromEntries(faults) as Record<string, Text>);
  return row;
}

/**
 * Sets a rule from a date on.
 * @param number of the table that the form was made for
 * @throws Invalid; Conflict when somebody else has changed the rule
 */
export async function changeSetting<Row extends DatedRow>(
  context: Context,
  setting: Setting<Row>,
  values: Values,
  number: number,
): Promise<void> {
  allow(canEditSetting(context.actor, setting));
  await loadSettings();
  const row = rowOfForm(context, setting, values);
  const { validTo: _, ...before } = settingOn(setting, row.validFrom);
  const id = idOf(setting);
  const table =
    (await SettingTable.findById(id)) ?? new SettingTable({ _id: id, ...tableOf<DatedRow>(setting) });
  if (table.number !== number) throw new Conflict('settings.errors.changed');
  table.rows = withRow(table.rows, row);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  try {
    await commit<SettingTableFields>(context, table, {
      name: 'settings.changed',
      details: { setting: id, number: table.number, row, before },
    });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('settings.errors.changed');
    throw error;
  }
  await loadSettings();
}
