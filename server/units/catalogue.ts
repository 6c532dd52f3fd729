import type { Named } from '../city/named.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { once } from '../platform/once.ts';
import { UnitModel } from './model.ts';
import {
  type Findable,
  indexFor,
  inForce,
  inListOrder,
  isWard,
  type SearchIndex,
  search,
  type Unit,
  type UnitsBySlug,
} from './rules.ts';

interface Loaded {
  bySlug: UnitsBySlug;
  /** In the order of lists. */
  all: Unit[];
  /** Made at the first search: it takes longer than all the rest of a change of the catalogue. */
  index(): SearchIndex<Unit>;
}

const memory = storeMemory(() => ({ units: prepare([]) }));

function prepare(units: readonly Unit[]): Loaded {
  const all = inListOrder(units);
  return {
    bySlug: new Map(all.map((unit) => [unit.slug, unit])),
    all,
    index: once(() => indexFor(all, describe)),
  };
}

function describe(unit: Unit): Findable {
  return {
    names: [...Object.values(unit.name), ...Object.values(unit.placeName ?? {})],
    codes: [unit.slug, unit.code, unit.abbreviation].filter((code) => code !== undefined),
    besides: unit.fields,
  };
}

/** Reads all units from the store; from then on they are answered from memory. */
export async function loadUnits(): Promise<void> {
  const rows = await UnitModel.find().sort({ _id: 1 }).lean();
  memory().units = prepare(rows.map(({ _id, ...unit }) => unit as Unit));
}

export function unitOf(slug: string): Unit | undefined {
  return memory().units.bySlug.get(slug);
}

/** A unit with its name; undefined for none, and for one that the catalogue does not know. */
export function namedUnit(slug: string | null | undefined): Named | undefined {
  const unit = slug ? unitOf(slug) : undefined;
  return unit && { slug: unit.slug, name: unit.name };
}

export function namedUnits(slugs: readonly string[]): Named[] {
  return slugs.flatMap((slug) => namedUnit(slug) ?? []);
}

/** All units of all times, in the order of lists. */
export function allUnits(): Unit[] {
  return memory().units.all;
}

export function unitsBySlug(): UnitsBySlug {
  return memory().units.bySlug;
}

/** @param date yyyy-mm-dd */
export function unitsInForce(date: string): Unit[] {
  return memory().units.all.filter((unit) => inForce(unit, date));
}

/** Wards and communes; none before 1 July 2025, when their present cut began. */
export function wardsInForce(date: string): Unit[] {
  return memory().units.all.filter((unit) => isWard(unit) && inForce(unit, date));
}

/** Units of all times that answer a query, best first. */
export function findUnits(query: string): Unit[] {
  return search(memory().units.index(), query);
}

/**
 * Units in force that answer a query, best first; 'so tu phap' finds 'Sở Tư pháp'. An empty query finds all.
 * @param date yyyy-mm-dd
 */
export function searchUnits(query: string, date: string, most = 20): Unit[] {
  return findUnits(query)
    .filter((unit) => inForce(unit, date))
    .slice(0, most);
}
