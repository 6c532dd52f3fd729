import { createHash, randomUUID } from 'node:crypto';
import { cityDate } from '../calendar/index.ts';
import { machineClock, pause } from '../platform/clock/clock.ts';
import { giveUpLeases, takeLease } from '../platform/clock/lease.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { isDuplicateKey } from '../platform/data/connection.ts';
import { allow, Conflict, Invalid, NotFound, type Text } from '../platform/errors.ts';
import { commit } from '../platform/journal/index.ts';
import {
  allRegulations,
  checkRegulations,
  type Regulation,
  regulationOf,
  saveRegulations,
} from '../regulations/index.ts';
import {
  allUnits,
  checkUnits,
  loadUnits,
  saveUnits,
  type Unit,
  unitOf,
  unitsBySlug,
} from '../units/index.ts';
import {
  CatalogueChange,
  type CatalogueChangeDocument,
  type CatalogueChangeFields,
  type ChangedRow,
} from './model.ts';
import { isNamed } from './named.ts';
import { canKeepCatalogue } from './policy.ts';
import { fieldOfFault, type Way } from './rules.ts';

type Kind = CatalogueChangeFields['kind'];

const inOrder = (_: string, value: unknown) =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** What a form was made of: another one is refused. A store may give the fields in another order. */
export function digestOf(row: object | undefined): string {
  if (!row) return 'new';
  return createHash('sha256').update(JSON.stringify(row, inOrder)).digest('hex').slice(0, 16);
}

export const rowOf = (kind: Kind, slug: string) => (kind === 'units' ? unitOf(slug) : regulationOf(slug));

/** @throws Invalid by field of the form, where the row does not fit the rest of the catalogue */
export function checkRow(kind: Kind, row: Unit | Regulation): void {
  const one = [{ row: 1, value: row }];
  const { refused } =
    kind === 'units'
      ? checkUnits(one as { row: number; value: Unit }[], allUnits())
      : checkRegulations(one as { row: number; value: Regulation }[], allRegulations(), unitsBySlug());
  const faults = refused.flatMap((each) => each.faults);
  if (faults.length === 0) return;
  throw new Invalid(
    Object.fromEntries(
      faults.map(({ text, values }): [string, Text] => [fieldOfFault(text), { text, values: values ?? {} }]),
    ),
  );
}

interface Wanted {
  kind: Kind;
  way: Way;
  rows: { slug: string; after: Record<string, unknown> | null }[];
  file?: string;
}

/**
 * Changes rows of the catalogue; what they were is kept with who changed them.
 * @param seen digest of each row as the form showed it, by slug; absent: whatever they say now
 * @throws Conflict when somebody else has changed one of them
 */
export async function changeCatalogue(
  context: Context,
  { kind, way, rows, file }: Wanted,
  seen: Record<string, string> = {},
): Promise<CatalogueChangeDocument> {
  const { actor, now } = context;
  allow(canKeepCatalogue(actor) || actor.kind === 'system');
  const last = await CatalogueChange.findOne().sort({ number: -1 });
  // A crash has cut off the one before: this one builds on it.
  if (last && !last.applied) await applyChange(context, last._id);
  await loadUnits();
  const changed = rows.map(({ slug, after }): ChangedRow => {
    const before = rowOf(kind, slug);
    if (seen[slug] !== undefined && seen[slug] !== digestOf(before))
      throw new Conflict('catalogue.errors.changed');
    return { slug, before: (before as ChangedRow['before'] | undefined) ?? null, after };
  });
  const number = (last?.number ?? 0) + 1;
  const by = isStaff(actor) ? { id: actor.id, name: actor.name } : { id: 'system', name: '' };
  const change = new CatalogueChange({
    ...{ _id: String(number), number, kind, way, rows: changed, by, at: now },
    file: file ?? null,
  });
  const slugs = changed.map(({ slug }) => slug);
  try {
    await commit(context, change, { name: 'catalogue.changed', details: { kind, way, number, slugs } });
  } catch (error) {
    if (isDuplicateKey(error)) throw new Conflict('catalogue.errors.changed');
    throw error;
  }
  await applyChange(context, change._id);
  return change;
}

/**
 * Writes what a change says into the catalogue, once. Whoever has made it and the reaction come here together: the later
 * one waits, or it could write its older rows over the change that has come next.
 */
export async function applyChange(context: Context, id: string): Promise<void> {
  const holder = randomUUID();
  // What a crash has left behind runs out by itself.
  while (!(await takeLease('catalogue.apply', holder, machineClock.now()))) await pause(50);
  try {
    await applyNow(context, id);
  } finally {
    await giveUpLeases(holder);
  }
}

async function applyNow(context: Context, id: string): Promise<void> {
  const change = await CatalogueChange.findOne({ _id: id, applied: false }).lean();
  if (!change) return;
  const save = change.kind === 'units' ? saveUnits : saveRegulations;
  await save(context, change.rows);
  // Beside the journal: it tells nothing new.
  await CatalogueChange.updateOne({ _id: id }, { $set: { applied: true } });
}

/**
 * Brings rows back to what they were before a change, as a change of its own.
 * @throws NotFound; Conflict where that cannot be done any more
 */
export async function undoChange(context: Context, id: string): Promise<void> {
  allow(canKeepCatalogue(context.actor));
  const change = await CatalogueChange.findById(id).lean();
  if (!change) throw new NotFound();
  const why = whyNoUndo(context, change);
  if (why) throw new Conflict(why);
  const slugs = change.rows.map(({ slug }) => slug);
  const made = change.kind === 'units' ? change.rows.flatMap(({ slug, before }) => (before ? [] : slug)) : [];
  if (await isNamed(made, slugs)) throw new Conflict('catalogue.errors.undo-named');
  await changeCatalogue(context, ...backTo(change));
}

/** What brings the rows of a change back, where they still are as it has made them. */
export function backTo(
  change: Pick<CatalogueChangeFields, 'kind' | 'rows'>,
): [Wanted, Record<string, string>] {
  const rows = change.rows.map(({ slug, before }) => ({ slug, after: before }));
  const seen = change.rows.map(({ slug, after }) => [slug, digestOf(after ?? undefined)] as const);
  return [{ kind: change.kind, way: 'undo', rows }, Object.fromEntries(seen)];
}

/** The key of a text; undefined: it can be undone. */
export function whyNoUndo(
  { now }: Context,
  change: Pick<CatalogueChangeFields, 'kind' | 'way' | 'rows'>,
): string | undefined {
  if (change.way === 'reorganisation') return 'catalogue.errors.undo-reorganisation';
  const today = cityDate(now);
  // What is in force may be named by items already: it ends by its last day.
  const begun = change.rows.some(({ before, after }) => {
    const from = after?.['validFrom'] as string | null | undefined;
    return !before && (change.kind === 'regulations' || !from || from <= today);
  });
  if (begun) return 'catalogue.errors.undo-new';
  const same = change.rows.every(
    ({ slug, after }) => digestOf(rowOf(change.kind, slug)) === digestOf(after ?? undefined),
  );
  return same ? undefined : 'catalogue.errors.changed-since';
}
