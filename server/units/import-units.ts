import { readFile } from 'node:fs/promises';
import type { Context } from '../platform/context.ts';
import { projectFile } from '../platform/project-files.ts';
import { allUnits, loadUnits, unitsBySlug } from './catalogue.ts';
import {
  type CatalogueRows,
  type ImportReport,
  type RowToSave,
  readRows,
  reportOf,
  saveRows,
  storeImport,
} from './catalogue-import.ts';
import { UnitModel } from './model.ts';
import { checkUnits } from './rules.ts';
import { readUnitRow } from './unit-row.ts';

const SEED = projectFile('data/seed/units.json');

/** Imports rows of units: what is good goes in, what is not is reported. */
export async function importUnits(
  context: Context,
  file: CatalogueRows,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  await loadUnits();
  const { wellFormed, refused } = readRows(file.rows, readUnitRow);
  const checked = checkUnits(wellFormed, allUnits());
  const all = [...refused, ...checked.refused].sort((a, b) => a.row - b.row);
  const report = reportOf('units', { accepted: checked.accepted, refused: all }, unitsBySlug());
  if (options.dryRun) return report;
  await storeImport(context, { model: UnitModel, accepted: checked.accepted, file }, report);
  await loadUnits();
  return report;
}

/** Units as a page has changed them; the caller has checked them. */
export async function saveUnits(context: Context, rows: readonly RowToSave[]): Promise<void> {
  await saveRows(context, { kind: 'units', model: UnitModel }, rows);
  await loadUnits();
}

/** Fills an empty store with the units that ship, and loads them. */
export async function startUnits(context: Context): Promise<void> {
  await loadUnits();
  if (allUnits().length > 0) return;
  const bytes = await readFile(SEED);
  const { units } = JSON.parse(bytes.toString('utf8')) as { units: unknown[] };
  await importUnits(context, { name: 'data/seed/units.json', bytes, rows: units });
}
