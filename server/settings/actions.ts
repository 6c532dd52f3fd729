import type { HydratedDocument } from 'mongoose';
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

/** A rule as it is to be from a date on. */
export interface SettingChange<Row extends DatedRow = DatedRow> {
  setting: Setting<Row>;
  values: Values;
  /** Of the table that the form was made for. */
  number: number;
}

/**
 * Sets a rule from a date on.
 * @throws Invalid; Conflict when somebody else has changed the rule
 */
export function changeSetting<Row extends DatedRow>(
  context: Context,
  setting: Setting<Row>,
  values: Values,
  number: number,
): Promise<void> {
  return changeSettings(context, [{ setting, values, number }]);
}

/**
 * Several, of which none stands twice: the rules of the city are read once before and once after, however many change.
 * @throws Invalid; Conflict: those before it are set, and the rest is not
 */
export async function changeSettings<Row extends DatedRow>(
  context: Context,
  changes: readonly SettingChange<Row>[],
): Promise<void> {
  for (const { setting } of changes) allow(canEditSetting(context.actor, setting));
  await loadSettings();
  const kept = await SettingTable.find({ _id: { $in: changes.map(({ setting }) => idOf(setting)) } });
  const tables = new Map(kept.map((table) => [table._id, table]));
  try {
    for (const change of changes) await changeTable(context, change, tables.get(idOf(change.setting)));
  } finally {
    await loadSettings();
  }
}

async function changeTable<Row extends DatedRow>(
  context: Context,
  { setting, values, number }: SettingChange<Row>,
  kept: HydratedDocument<SettingTableFields> | undefined,
): Promise<void> {
  const row = rowOfForm(context, setting, values);
  const { validTo: _, ...before } = settingOn(setting, row.validFrom);
  const id = idOf(setting);
  const table = kept ?? new SettingTable({ _id: id, ...tableOf<DatedRow>(setting) });
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
}
