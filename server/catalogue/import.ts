import { randomUUID } from 'node:crypto';
import { countWaitingFor } from '../feedback/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { allow, Invalid } from '../platform/errors.ts';
import type { Outcome } from '../platform/second-person/index.ts';
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
import { importDocuments } from './documents/import.ts';
import type { FileRows } from './files.ts';
import { CatalogueChange, CatalogueUpload, type CatalogueUploadFields } from './model.ts';
import { canKeepCatalogue } from './policy.ts';
import { type ShownDifference, shownDifferences } from './shown.ts';

type Row = Unit | Regulation;

export interface ImportPreview {
  report: ImportReport;
  /** What a confirmation names; absent: there is nothing to confirm. */
  upload: string | undefined;
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
export async function previewImport(context: Context, file: FileRows, name: string): Promise<ImportPreview> {
  allow(canKeepCatalogue(context.actor));
  const { accepted, refused, given } = await checkedRows(file);
  const onFile = new Map<string, Row>(
    file.kind === 'units' ? unitsBySlug() : allRegulations().map((row) => [row.slug, row]),
  );
  const sorted = [...refused].sort((a, b) => a.row - b.row);
  const report = reportOf<Row>(file.kind, { accepted, refused: sorted }, onFile);
  const slugs = new Set([...report.added, ...report.changed]);
  const changed = accepted.filter(({ slug }) => slugs.has(slug));
  const wanted = changed.flatMap(({ slug }) => given.get(slug) ?? []);
  return {
    report,
    upload: wanted.length > 0 ? await kept(context, { kind: file.kind, rows: wanted }, name) : undefined,
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

/** Keeps the rows that a preview shows: a form would have to carry them to the browser and back. */
export async function kept(
  { actor, now }: Context,
  { kind, rows }: { kind: CatalogueUploadFields['kind']; rows: readonly unknown[] },
  name: string,
): Promise<string> {
  const _id = randomUUID();
  const by = isStaff(actor) ? actor.id : '';
  const upload = { _id, by, kind, name, rows: JSON.stringify(rows), lastChange: await lastChange(), at: now };
  await CatalogueUpload.create(upload);
  return _id;
}

const again = () => new Invalid({ file: { text: 'catalogue.import.errors.again' } });

/**
 * Imports what the same person has seen in a preview.
 * @throws Invalid when one of the rows cannot go in any more, or would go over what somebody has changed since
 */
export async function importUpload(context: Context, id: string): Promise<Outcome<void>> {
  const { actor } = context;
  allow(canKeepCatalogue(actor));
  const upload = await CatalogueUpload.findOne({ _id: id, by: isStaff(actor) ? actor.id : '' }).lean();
  if (!upload) throw again();
  const { kind, name, lastChange: at } = upload;
  if (kind === 'documents') return importDocuments(context, id);
  const file: FileRows = { kind, rows: JSON.parse(upload.rows) as unknown[] };
  const { accepted, refused } = await checkedRows(file);
  if (refused.length > 0 || accepted.length === 0) throw again();
  const rows = accepted.map((row) => ({ slug: row.slug, after: { ...row } }));
  const changed = rows.filter(({ slug, after }) => digestOf(rowOf(kind, slug)) !== digestOf(after));
  if (changed.length > 0) {
    if ((await lastChange()) !== at) throw again();
    await changeCatalogue(context, { kind, way: 'file', rows: changed, file: name });
  }
  await CatalogueUpload.deleteOne({ _id: id });
  return { done: undefined };
}
