import type { Named } from '../city/named.ts';
import { storeMemory } from '../platform/data/store-memory.ts';
import { indexFor, type SearchIndex, search, unitsBySlug } from '../units/index.ts';
import { isEnded } from './ended/queries.ts';
import { RegulationModel } from './model.ts';
import { popularNamesOf } from './popular-names.ts';
import {
  type Regulation,
  type RegulationsBySlug,
  type Suggestion,
  type SuggestionInput,
  suggestAbove as suggestAboveFrom,
  suggestUnit as suggestFrom,
} from './rules.ts';
import { wordingsOf } from './synonyms/settings.ts';

interface Loaded {
  bySlug: RegulationsBySlug;
  /** By field, then by name. */
  all: Regulation[];
  index: SearchIndex<Regulation>;
}

const memory = storeMemory(() => ({ regulations: prepare([]) }));

function prepare(regulations: readonly Regulation[]): Loaded {
  const { compare } = new Intl.Collator('vi');
  const all = [...regulations].sort(
    (a, b) => compare(a.field.vi, b.field.vi) || compare(a.name.vi, b.name.vi),
  );
  const index = indexFor(all, (regulation) => ({
    names: Object.values(regulation.name),
    codes: [regulation.slug, ...(regulation.code ? [regulation.code] : [])],
    besides: [...Object.values(regulation.field), ...popularNamesOf(regulation)],
  }));
  return { bySlug: new Map(all.map((regulation) => [regulation.slug, regulation])), all, index };
}

/** Reads all regulations from the store; from then on they are answered from memory. */
export async function loadRegulations(): Promise<void> {
  const rows = await RegulationModel.find().sort({ _id: 1 }).lean();
  memory().regulations = prepare(rows.map(({ _id, ...regulation }) => regulation as Regulation));
}

export function regulationOf(slug: string): Regulation | undefined {
  return memory().regulations.bySlug.get(slug);
}

/** Slugs of the regulations of a field. */
export const regulationsOfField = (key: string): string[] =>
  memory()
    .regulations.all.filter(({ fieldKey }) => fieldKey === key)
    .map(({ slug }) => slug);

/** Fields by their names. */
export function allFields(): { key: string; name: Regulation['field'] }[] {
  const fields = new Map(memory().regulations.all.map(({ fieldKey, field }) => [fieldKey, field]));
  return [...fields].map(([key, name]) => ({ key, name }));
}

/** A regulation with its name; undefined for none, and for one that the catalogue does not know. */
export function namedRegulation(slug: string | null | undefined): Named | undefined {
  const regulation = slug ? regulationOf(slug) : undefined;
  return regulation && { slug: regulation.slug, name: regulation.name };
}

export function namedRegulations(slugs: readonly string[]): Named[] {
  return slugs.flatMap((slug) => namedRegulation(slug) ?? []);
}

export function allRegulations(): Regulation[] {
  return memory().regulations.all;
}

/** Those that somebody can hand in about on a date (yyyy-mm-dd). */
export function regulationsOn(date: string): Regulation[] {
  return memory().regulations.all.filter((regulation) => !isEnded(regulation, date));
}

export function regulationsBySlug(): RegulationsBySlug {
  return memory().regulations.bySlug;
}

/** Regulations that answer a query, best first; 'dang ky khai sinh' finds 'Đăng ký khai sinh'. Empty: all. */
export function searchRegulations(query: string, most = 20): Regulation[] {
  return search(memory().regulations.index, query, wordingsOf(query)).slice(0, most);
}

/** The unit that answers for the conduct of another: the nearest above it that is there on the day. */
export function suggestAbove(unit: string, date: string): Suggestion {
  return suggestAboveFrom(unit, { units: unitsBySlug(), date });
}

/** The unit that should handle an item, by the catalogue in memory. */
export function suggestUnit(input: SuggestionInput): Suggestion {
  return suggestFrom(input, { units: unitsBySlug(), regulations: memory().regulations.bySlug });
}
