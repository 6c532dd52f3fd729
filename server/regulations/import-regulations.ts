import { readFile } from 'node:fs/promises';
import type { Context } from '../platform/context.ts';
import { projectFile } from '../platform/project-files.ts';
import {
  type CatalogueRows,
  type ImportReport,
  type RowToSave,
  reportOf,
  saveRows,
  storeImport,
  unitsBySlug,
} from '../units/index.ts';
import { allRegulations, loadRegulations, regulationsBySlug } from './catalogue.ts';
import { RegulationModel } from './model.ts';
import { readRegulationRows } from './regulation-row.ts';
import { checkRegulations } from './rules.ts';

const SEED = projectFile('data/seed/regulations.json');

/** Imports rows of regulations; the units have to be loaded. */
export async function importRegulations(
  context: Context,
  file: CatalogueRows,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  await loadRegulations();
  const { wellFormed, refused } = readRegulationRows(file.rows);
  const checked = checkRegulations(wellFormed, allRegulations(), unitsBySlug());
  const all = [...refused, ...checked.refused].sort((a, b) => a.row - b.row);
  const report = reportOf('regulations', { accepted: checked.accepted, refused: all }, regulationsBySlug());
  if (options.dryRun) return report;
  await storeImport(context, { model: RegulationModel, accepted: checked.accepted, file }, report);
  await loadRegulations();
  return report;
}

/** Regulations as a page has changed them; the caller has checked them. */
export async function saveRegulations(context: Context, rows: readonly RowToSave[]): Promise<void> {
  await saveRows(context, { kind: 'regulations', model: RegulationModel }, rows);
  await loadRegulations();
}

/** Fills an empty store with the regulations that ship, and loads them. */
export async function startRegulations(context: Context): Promise<void> {
  await loadRegulations();
  if (allRegulations().length > 0) return;
  const bytes = await readFile(SEED);
  const { procedures } = JSON.parse(bytes.toString('utf8')) as { procedures: unknown[] };
  await importRegulations(context, { name: 'data/seed/regulations.json', bytes, rows: procedures });
}
