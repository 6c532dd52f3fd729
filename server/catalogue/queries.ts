import { cityDate } from '../calendar/index.ts';
import type { Context } from '../platform/context.ts';
import { allRegulations, type Regulation, searchRegulations, WARD_CONCERNED } from '../regulations/index.ts';
import {
  allUnits,
  isDistrict,
  isFormer,
  searchUnits,
  type Unit,
  unitOf,
  unitsInForce,
} from '../units/index.ts';
import { whyNoUndo } from './actions.ts';
import { CatalogueChange, type CatalogueChangeFields } from './model.ts';
import { shownDifferences } from './shown.ts';

const MOST_CHANGES = 30;
const MOST_ROWS = 20;

/** A change as the history tells it. */
function shownChange(context: Context, change: CatalogueChangeFields) {
  const { kind, rows } = change;
  return {
    ...{ id: change._id, kind, way: change.way, at: change.at, by: change.by.name, file: change.file },
    rows: rows.slice(0, MOST_ROWS).map(({ slug, before, after }) => ({
      slug,
      name: (after ?? before)?.['name'],
      isNew: !before,
      gone: !after,
      differences: before && after ? shownDifferences(kind, before, after) : [],
    })),
    more: Math.max(0, rows.length - MOST_ROWS),
    mayUndo: !whyNoUndo(context, change),
  };
}

/** Newest first. @param slug of one row; absent: of the whole catalogue */
export async function changesShown(context: Context, slug?: string) {
  const rows = await CatalogueChange.find(slug ? { 'rows.slug': slug } : {})
    .sort({ number: -1 })
    .limit(MOST_CHANGES)
    .lean<CatalogueChangeFields[]>();
  return rows.map((row) => shownChange(context, row));
}

export function foundFor({ now }: Context, q: string | undefined) {
  if (!q) return undefined;
  return {
    units: searchUnits(q, cityDate(now), MOST_ROWS).map(({ slug, name }) => ({ slug, name })),
    regulations: searchRegulations(q, MOST_ROWS).map(({ slug, name }) => ({ slug, name })),
  };
}

const listed = ({ slug, name }: Pick<Unit, 'slug' | 'name'>) => ({ slug, name });

/** What one can choose from in the form of a unit. */
export function unitChoices({ now }: Context, unit: Unit | undefined) {
  const present = unitsInForce(cityDate(now)).filter(({ slug }) => slug !== unit?.slug);
  const above = unit?.parent ? unitOf(unit.parent) : undefined;
  const parents = above && !present.includes(above) ? [above, ...present] : present;
  return { parents: parents.map(listed), districts: allUnits().filter(isDistrict).map(listed) };
}

/** What one can choose from in the form of a procedure. */
export function regulationChoices({ now }: Context, regulation: Regulation | undefined) {
  const present = unitsInForce(cityDate(now));
  const own = regulation && unitOf(regulation.unit);
  const units = own && !present.includes(own) ? [own, ...present] : present;
  const fields = new Map(allRegulations().map(({ fieldKey, field }) => [fieldKey, field]));
  return {
    units: units.map(listed),
    wardConcerned: WARD_CONCERNED,
    fieldsOfLaw: [...fields].map(([slug, name]) => ({ slug, name })),
  };
}

/** How much of a unit's hands a change concerns. */
export async function effectOf({ site }: Context, slug: string) {
  const load = (await site.catalogue.unitLoads())?.get(slug);
  const procedures = allRegulations().filter(({ unit }) => unit === slug).length;
  return { open: load?.open ?? 0, procedures };
}

/** Of the page of a unit: it ends on a day that lies ahead. */
export function isEnding(unit: Unit, now: Date): boolean {
  return unit.validTo !== null && !isFormer(unit, cityDate(now));
}
