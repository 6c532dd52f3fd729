import type { Context } from '../platform/context.ts';
import { Refusal } from '../platform/errors.ts';
import { allUnits, type CatalogueFile, type ImportReport, importUnits, loadUnits } from '../units/index.ts';
import { importRegulations } from './import-regulations.ts';

/**
 * Imports a file of units (`{units: […]}`) or of regulations (`{procedures: […]}`, or `regulations`), told apart by
 * what it holds. Good rows go in, bad ones are reported.
 * @throws Refusal when the file is no such file, or when regulations come before any unit
 */
export async function importCatalogueFile(
  context: Context,
  file: CatalogueFile,
  options: { dryRun?: boolean } = {},
): Promise<ImportReport> {
  const content = contentOf(file);
  if (Array.isArray(content['units']))
    return importUnits(context, { ...file, rows: content['units'] }, options);
  const rows = content['procedures'] ?? content['regulations'];
  if (!Array.isArray(rows)) throw new Refusal('invalid', 'units.report.no-catalogue', { file: file.name });
  await loadUnits();
  if (allUnits().length === 0) throw new Refusal('invalid', 'units.report.units-first');
  return importRegulations(context, { ...file, rows }, options);
}

function contentOf(file: CatalogueFile): Record<string, unknown> {
  try {
    // A byte order mark is what some editors put before everything else.
    const content: unknown = JSON.parse(file.bytes.toString('utf8').replace(/^\uFEFF/, ''));
    if (content !== null && typeof content === 'object') return content as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Refusal('invalid', 'units.report.no-json', { file: file.name, fault: error.message });
  }
  throw new Refusal('invalid', 'units.report.no-catalogue', { file: file.name });
}
