import { type DatedRow, rowOn, rowOnOrFirst } from '../city/dated-rows.ts';
import type { Job } from '../platform/clock/scheduler.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { SettingTable } from './model.ts';
import { idOf, type Setting } from './rules.ts';

interface Table<Row = DatedRow> {
  number: number;
  rows: readonly Row[];
}

const memory = storeMemory(() => ({
  tables: new Map<string, Table>(),
  /** Readings of the store, in the order in which they began; the tables are of the `kept` one. */
  begun: 0,
  kept: 0,
}));

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export function tableOf<Row extends DatedRow>(setting: Setting<Row>): Table<Row> {
  const own = memory().tables.get(idOf(setting)) as Table<Row> | undefined;
  return own ?? { number: 1, rows: setting.shipped() };
}

/** What holds on a date (yyyy-mm-dd); before its first day the first row does. */
export function settingOn<Row extends DatedRow>(setting: Setting<Row>, date: string): Row {
  return rowOnOrFirst(tableOf(setting).rows, date);
}

/** What holds on a date; undefined before its first day. */
export function settingFrom<Row extends DatedRow>(setting: Setting<Row>, date: string): Row | undefined {
  return rowOn(tableOf(setting).rows, date);
}

export async function loadSettings(): Promise<void> {
  const mine = memory();
  const reading = ++mine.begun;
  const tables = await SettingTable.find({}, { number: 1, rows: 1 }).lean();
  // One that began before a change and comes back after it would take the change back.
  if (reading < mine.kept) return;
  mine.kept = reading;
  mine.tables = new Map(tables.map(({ _id, number, rows }) => [_id, { number, rows }]));
}

/** A row begins tomorrow at the earliest: by then every process has read it, and nobody need ask the store. */
export const settingsJob: Job = {
  name: 'settings.read',
  everySeconds: 30,
  everyProcess: true,
  run: loadSettings,
};
