import { readFile } from 'node:fs/promises';
import type { Context } from '../platform/context.ts';
import {
  addToUnitPage,
  type CatalogueFile,
  type ImportReport,
  readRows,
  reportOf,
  storeImport,
  unitsBySlug,
} from '../units/index.ts';
import { allRegulations, loadRegulations, regulationsBySlug } from './catalogue.ts';
import { RegulationModel } from './model.ts';
import { regulationsOfUnit } from './of-unit.ts';
import { readRegulationRow } from './regulation-row.ts';
import { checkRegulations } from './rules.ts';

const SEED = new URL('../../data/seed/regulations.json', import.meta.url);

/** Imports `{procedures: [...]}`. The units have to be loaded. @throws SyntaxError when it is no JSON */
export async function importRegulations(
  context: Context,
  file: CatalogueFile,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  await loadRegulations();
  const { procedures } = JSON.parse(file.bytes.toString('utf8')) as { procedures: unknown[] };
  const { wellFormed, refused } = readRows(procedures, readRegulationRow);
  const checked = checkRegulations(wellFormed, allRegulations(), unitsBySlug());
  const all = [...refused, ...checked.refused].sort((a, b) => a.row - b.row);
  const report = reportOf('regulations', { accepted: checked.accepted, refused: all }, regulationsBySlug());
  if (options.dryRun) return report;
  await storeImport(context, { model: RegulationModel, accepted: checked.accepted, file }, report);
  await loadRegulations();
  return report;
}

/** Fills an empty store with the regulations that ship, and loads them. */
export async function startRegulations(context: Context): Promise<void> {
  addToUnitPage(regulationsOfUnit);
  await loadRegulations();
  if (allRegulations().length > 0) return;
  await importRegulations(context, { name: 'data/seed/regulations.json', bytes: await readFile(SEED) });
}
