import { countWaitingFor } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { allow, Invalid } from '../platform/errors.ts';
import {
  allRegulations,
  checkRegulations,
  type Regulation,
  readRegulationRows,
} from '../regulations/index.ts';
import {
  allUnits,
  checkUnits,
  type ImportReport,
  loadUnits,
  type NumberedRow,
  type RefusedRow,
  readRows,
  readUnitRow,
  reportOf,
  type Unit,
  unitOf,
  unitsBySlug,
} from '../units/index.ts';
import { changeCatalogue, digestOf, rowOf } from './actions.ts';
import type { FileRows } from './files.ts';
import { CatalogueChange } from './model.ts';
import { canKeepCatalogue } from './policy.ts';
import { type ShownDifference, shownDifferences } from './shown.ts';

type Row = Unit | Regulation;

export interface ImportPreview {
  report: ImportReport;
  /** Number of the last change of the catalogue: after another one the rows are looked at anew. */
  at: number;
  /** Rows that would be added or changed, as the file has them. */
  wanted: unknown[];
  changed: { slug: string; name: Row['name']; isNew: boolean; differences: ShownDifference[] }[];
}

interface Checked {
  accepted: Row[];
  refused: RefusedRow[];
}

async function checkedRows({ kind, rows }: FileRows): Promise<Checked & { given: Map<string, unknown> }> {
  await loadUnits();
  const given = new Map(rows.map((row) => [String((row as { slug?: unknown } | null)?.slug), row]));
  if (kind === 'regulations') {
    const { wellFormed, refused } = readRegulationRows(rows);
    const checked = checkRegulations(wellFormed, allRegulations(), unitsBySlug());
    return { accepted: checked.accepted, refused: [...refused, ...checked.refused], given };
  }
  const { wellFormed, refused } = readRows(rows, readUnitRow);
  const ending = await endingInVain(wellFormed);
  const left = wellFormed.filter(({ row }) => !ending.some((each) => each.row === row));
  const checked = checkUnits(left, allUnits());
  return { accepted: checked.accepted, refused: [...refused, ...ending, ...checked.refused], given };
}

/** Rows that would end a unit with something in hand: whoever does that says who goes on with it. */
async function endingInVain(rows: readonly NumberedRow<Unit>[]): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const { row, value } of rows) {
    const before = unitOf(value.slug);
    if (!before || before.validTo !== null || value.validTo === null) continue;
    const count = await countWaitingFor([value.slug]);
    const faults = [{ text: 'catalogue.import.ends', values: { count } }];
    if (count > 0) refused.push({ row, slug: value.slug, faults });
  }
  return refused;
}

/** What importing rows would do. */
export async function previewImport(context: Context, file: FileRows): Promise<ImportPreview> {
  allow(canKeepCatalogue(context.actor));
  const { accepted, refused, given } = await checkedRows(file);
  const onFile = new Map<string, Row>(
    file.kind === 'units' ? unitsBySlug() : allRegulations().map((row) => [row.slug, row]),
  );
  const sorted = [...refused].sort((a, b) => a.row - b.row);
  const report = reportOf<Row>(file.kind, { accepted, refused: sorted }, onFile);
  const slugs = new Set([...report.added, ...report.changed]);
  const changed = accepted.filter(({ slug }) => slugs.has(slug));
  return {
    report,
    at: await lastChange(),
    wanted: changed.flatMap(({ slug }) => given.get(slug) ?? []),
    changed: changed.map((row) => {
      const before = onFile.get(row.slug);
      const differences = before ? shownDifferences(file.kind, before, row) : [];
      return { slug: row.slug, name: row.name, isNew: !before, differences };
    }),
  };
}

async function lastChange(): Promise<number> {
  const last = await CatalogueChange.findOne({}, { number: 1 }).sort({ number: -1 }).lean();
  return last?.number ?? 0;
}

/**
 * @param at as the preview said
 * @throws Invalid when one of the rows cannot go in any more, or would go over what somebody has changed since
 */
export async function importRows(
  context: Context,
  file: FileRows,
  { name, at }: { name: string; at: number },
): Promise<void> {
  allow(canKeepCatalogue(context.actor));
  const { accepted, refused } = await checkedRows(file);
  if (refused.length > 0 || accepted.length === 0)
    throw new Invalid({ file: { text: 'catalogue.import.errors.again' } });
  const rows = accepted.map((row) => ({ slug: row.slug, after: { ...row } }));
  const changed = rows.filter(({ slug, after }) => digestOf(rowOf(file.kind, slug)) !== digestOf(after));
  if (changed.length === 0) return;
  if ((await lastChange()) !== at) throw new Invalid({ file: { text: 'catalogue.import.errors.again' } });
  await changeCatalogue(context, { kind: file.kind, way: 'file', rows: changed, file: name });
}
