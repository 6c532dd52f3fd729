import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Model } from 'mongoose';
import type { Context } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { entryActor } from '../platform/journal/commit.ts';
import { CatalogueImport, type CatalogueImportRow, type CatalogueKind, type ImportCounts } from './model.ts';
import type { NumberedRow, RefusedRow, RowFault } from './rules.ts';

/** A file as it was given: its bytes decide whether two imports were of the same file. */
export interface CatalogueFile {
  name: string;
  bytes: Buffer;
}

/** A file and the rows found in it. */
export interface CatalogueRows extends CatalogueFile {
  rows: readonly unknown[];
}

export interface ImportReport {
  kind: CatalogueKind;
  counts: ImportCounts;
  added: string[];
  changed: string[];
  refused: RefusedRow[];
  /** On file, but not in this file: they stay. A unit ends by its last day, not by leaving the file. */
  absent: string[];
}

/** Reads each row; those of the wrong shape are refused at once. */
export function readRows<T>(
  rows: readonly unknown[],
  read: (row: unknown) => { value: T } | { faults: RowFault[] },
): { wellFormed: NumberedRow<T>[]; refused: RefusedRow[] } {
  const wellFormed: NumberedRow<T>[] = [];
  const refused: RefusedRow[] = [];
  rows.forEach((given, at) => {
    const result = read(given);
    if ('value' in result) wellFormed.push({ row: at + 1, value: result.value });
    else refused.push({ row: at + 1, slug: slugOf(given), faults: result.faults });
  });
  return { wellFormed, refused };
}

function slugOf(row: unknown): string {
  const slug = (row as { slug?: unknown } | null)?.slug;
  return typeof slug === 'string' ? slug.slice(0, 80) : '–';
}

/** Compares accepted rows with those on file. */
export function reportOf<T extends { slug: string }>(
  kind: CatalogueKind,
  checked: { accepted: readonly T[]; refused: RefusedRow[] },
  onFile: ReadonlyMap<string, T>,
): ImportReport {
  const added = checked.accepted.filter((row) => !onFile.has(row.slug));
  const changed = checked.accepted.filter((row) => {
    const before = onFile.get(row.slug);
    return before !== undefined && !isDeepStrictEqual(plain(before), plain(row));
  });
  const named = new Set([...checked.accepted, ...checked.refused].map((row) => row.slug));
  const slugs = (rows: readonly T[]) => rows.map((row) => row.slug);
  const unchanged = checked.accepted.length - added.length - changed.length;
  const counts = { added: added.length, changed: changed.length, unchanged, refused: checked.refused.length };
  const absent = [...onFile.keys()].filter((slug) => !named.has(slug));
  return { kind, counts, added: slugs(added), changed: slugs(changed), refused: checked.refused, absent };
}

const plain = (row: unknown) => JSON.parse(JSON.stringify(row)) as unknown;

/** Writes what is new and leaves one row that tells who imported what. Repeating it after a crash is harmless. */
export async function storeImport<T extends { slug: string }>(
  context: Context,
  target: { model: Model<T & { _id: string }>; accepted: readonly T[]; file: CatalogueFile },
  report: ImportReport,
): Promise<void> {
  const wanted = new Set([...report.added, ...report.changed]);
  const rows = target.accepted.filter((row) => wanted.has(row.slug));
  const writes = rows.map((row) => ({
    replaceOne: { filter: { _id: row.slug }, replacement: { _id: row.slug, ...row }, upsert: true },
  }));
  if (writes.length > 0) await target.model.bulkWrite(writes as never);
  await leaveRow(rowAbout(context, report.kind, { file: target.file, counts: report.counts }));
}

function rowAbout(
  { now, actor }: Context,
  kind: CatalogueKind,
  { file, counts }: { file: CatalogueFile; counts: ImportCounts },
): Omit<CatalogueImportRow, '_id'> {
  const fileHash = createHash('sha256').update(file.bytes).digest('hex');
  return { kind, at: now, actor: entryActor(actor), fileHash, fileName: file.name, counts };
}

/** A row as it becomes; null: it is taken out. */
export interface RowToSave {
  slug: string;
  before: unknown;
  after: Record<string, unknown> | null;
}

/** Writes rows that were changed on a page, and tells the other processes by a row of the imports. Repeating it is harmless. */
export async function saveRows(
  context: Context,
  { kind, model }: { kind: CatalogueKind; model: Model<any> },
  rows: readonly RowToSave[],
): Promise<void> {
  const writes = rows.map(({ slug, after }) =>
    after
      ? { replaceOne: { filter: { _id: slug }, replacement: { ...after, _id: slug }, upsert: true } }
      : { deleteOne: { filter: { _id: slug } } },
  );
  await model.bulkWrite(writes as never);
  const added = rows.filter(({ before }) => !before).length;
  const counts = { added, changed: rows.length - added, unchanged: 0, refused: 0 };
  const bytes = Buffer.from(JSON.stringify(rows));
  await leaveRow(rowAbout(context, kind, { file: { name: '/catalogue', bytes }, counts }));
}

/** Numbers imports without gaps; two at once are told apart by the unique `_id`. */
async function leaveRow(row: Omit<CatalogueImportRow, '_id'>): Promise<void> {
  for (;;) {
    try {
      await CatalogueImport.create({ _id: (await lastImport()) + 1, ...row });
      return;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}

/** Number of the newest import; 0 when there was none. */
export async function lastImport(): Promise<number> {
  const row = await CatalogueImport.findOne().sort({ _id: -1 }).lean();
  return row?._id ?? 0;
}
