import { readFile } from 'node:fs/promises';
import type { Context } from '../platform/context.ts';
import { allUnits, loadUnits, unitsBySlug } from './catalogue.ts';
import {
  type CatalogueFile,
  type ImportReport,
  readRows,
  reportOf,
  storeImport,
} from './catalogue-import.ts';
import { UnitModel } from './model.ts';
import { checkUnits } from './rules.ts';
import { readUnitRow } from './unit-row.ts';

const SEED = new URL('../../data/seed/units.json', import.meta.url);

/** Imports `{units: [...]}`: what is good goes in, what is not is reported. @throws SyntaxError when it is no JSON */
export async function importUnits(
  context: Context,
  file: CatalogueFile,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  await loadUnits();
  const { wellFormed, refused } = readRows(rowsOf(file), readUnitRow);
  const checked = checkUnits(wellFormed, allUnits());
  const all = [...refused, ...checked.refused].sort((a, b) => a.row - b.row);
  const report = reportOf('units', { accepted: checked.accepted, refused: all }, unitsBySlug());
  if (options.dryRun) return report;
  await storeImport(context, { model: UnitModel, accepted: checked.accepted, file }, report);
  await loadUnits();
  return report;
}

function rowsOf(file: CatalogueFile): unknown[] {
  return (JSON.parse(file.bytes.toString('utf8')) as { units: unknown[] }).units;
}

/** Fills an empty store with the units that ship, and loads them. */
export async function startUnits(context: Context): Promise<void> {
  await loadUnits();
  if (allUnits().length > 0) return;
  await importUnits(context, { name: 'data/seed/units.json', bytes: await readFile(SEED) });
}
