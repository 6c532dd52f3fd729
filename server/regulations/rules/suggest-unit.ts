import { CONTENT_LANGUAGES, type Trilingual } from '../../platform/context.ts';
import {
  endedOn,
  inForce,
  isDistrict,
  isFormer,
  isWard,
  successorsOf,
  type Unit,
  type UnitsBySlug,
  wardsOfDistrict,
} from '../../units/rules.ts';
import { namedOn } from './handover.ts';
import { DISTRICT_CONCERNED, type RegulationsBySlug, WARD_CONCERNED } from './regulation.ts';

export interface SuggestionInput {
  /** Slugs, as far as the sender named them. `ward` is the place that it is about. */
  regulation?: string | null;
  unit?: string | null;
  ward?: string | null;
  /** yyyy-mm-dd */
  date: string;
}

/** Key of regulations.json. Names and days stand in the values in all languages: each language's text takes its own. */
export interface SuggestionReason {
  text: string;
  values?: Record<string, Trilingual>;
}

/** One unit, or the reason why none follows and the slugs among which a person chooses. */
export type Suggestion =
  | { unit: string; reason: SuggestionReason }
  | { unit: null; reason: SuggestionReason; candidates: string[] };

export interface CatalogueInHand {
  units: UnitsBySlug;
  regulations: RegulationsBySlug;
}

const LOCALE = { vi: 'vi-VN', en: 'en-GB', ru: 'ru-RU' } as const;
const IN_WORDS = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
/** Vietnamese texts have dates in figures: 01/07/2025. */
const IN_FIGURES = { ...IN_WORDS, day: '2-digit', month: '2-digit' } as const;

function dayInWords(date: string): Trilingual {
  const at = new Date(`${date}T00:00:00Z`);
  const words = CONTENT_LANGUAGES.map((language) => [
    language,
    new Intl.DateTimeFormat(LOCALE[language], language === 'vi' ? IN_FIGURES : IN_WORDS).format(at),
  ]);
  return Object.fromEntries(words) as Trilingual;
}

function reasonOf(name: string, values?: Record<string, Trilingual>): SuggestionReason {
  return { text: `regulations.suggestion.${name}`, ...(values ? { values } : {}) };
}

function choose(units: readonly Unit[], name: string, values?: Record<string, Trilingual>): Suggestion {
  return { unit: null, reason: reasonOf(name, values), candidates: units.map((unit) => unit.slug) };
}

function certain(unit: Unit, name: string, values: Record<string, Trilingual> = {}): Suggestion {
  return { unit: unit.slug, reason: reasonOf(name, { unit: unit.name, ...values }) };
}

/** The nearest unit above one that is there on the day. */
export function suggestAbove(
  below: string,
  { units, date }: { units: UnitsBySlug; date: string },
): Suggestion {
  const seen = new Set([below]);
  for (let at = units.get(below)?.parent; at && !seen.has(at); at = units.get(at)?.parent) {
    const unit = units.get(at);
    if (unit && inForce(unit, date)) return certain(unit, 'above', { former: units.get(below)!.name });
    seen.add(at);
  }
  return choose([], 'none-above');
}

/**
 * The unit that should handle an item: from the regulation if one is named, else from the unit that the sender named.
 * Whatever would need a guess comes back as candidates for the coordinator.
 */
export function suggestUnit(input: SuggestionInput, catalogue: CatalogueInHand): Suggestion {
  const { units, regulations } = catalogue;
  if (input.regulation) {
    const regulation = regulations.get(input.regulation);
    if (!regulation) return choose([], 'unknown-regulation');
    const { slug, before } = namedOn(regulation, units, input.date);
    if (slug === WARD_CONCERNED) return byWard(placeOf(input, units), units, input.date);
    if (slug === DISTRICT_CONCERNED) return byDistrict(placeOf(input, units), units, input.date);
    const unit = units.get(slug);
    return unit ? following(unit, input, units, before ? 'named-then' : 'named') : choose([], 'unknown-unit');
  }
  if (!input.unit) return choose([], 'nothing-named');
  const unit = units.get(input.unit);
  return unit ? following(unit, input, units, 'chosen') : choose([], 'unknown-unit');
}

/** The ward, commune or former district that it is about: picked as the place, or named as the unit. */
function placeOf({ ward, unit }: SuggestionInput, units: UnitsBySlug): Unit | undefined {
  const named = [ward, unit].map((slug) => (slug ? units.get(slug) : undefined));
  return named.find((each) => each && (isWard(each) || isDistrict(each)));
}

function byWard(place: Unit | undefined, units: UnitsBySlug, date: string): Suggestion {
  const wards = [...units.values()].filter((unit) => isWard(unit) && inForce(unit, date));
  // The communes of before 1 July 2025 are not in the catalogue: at most the district above them is known.
  if (wards.length === 0) return choose(districtsOf(place, units, date), 'wards-then-unknown');
  if (!place) return choose(wards, 'no-ward');
  if (isWard(place) && inForce(place, date)) return certain(place, 'ward');
  if (isDistrict(place))
    return choose(wardsOfDistrict(place.slug, units, date), 'pick-ward', { former: place.name });
  return following(place, { date }, units, 'ward');
}

function byDistrict(place: Unit | undefined, units: UnitsBySlug, date: string): Suggestion {
  const districts = districtsOf(place, units, date);
  const [only] = districts;
  if (place && only && districts.length === 1) return certain(only, 'district-then');
  return choose(districts, 'no-district');
}

/** The district of a place on the date; without a place all districts of the time. */
function districtsOf(place: Unit | undefined, units: UnitsBySlug, date: string): Unit[] {
  const slug = place && (isDistrict(place) ? place.slug : place.formerDistrict);
  const all = [...units.values()].filter((unit) => isDistrict(unit) && inForce(unit, date));
  return slug ? all.filter((unit) => unit.slug === slug) : all;
}

/** The unit itself while it is in force, else who does its work on the date. */
function following(
  unit: Unit,
  { date, ward }: Pick<SuggestionInput, 'date' | 'ward'>,
  units: UnitsBySlug,
  name: string,
): Suggestion {
  if (inForce(unit, date)) return certain(unit, name);
  const found = successorsOf(unit, units, { date, ward });
  const former = { former: unit.name };
  if (!isFormer(unit, date)) {
    const [only] = found;
    return only && found.length === 1
      ? certain(only, 'predecessor', former)
      : choose(found, 'several-predecessors', former);
  }
  const ended = { ...former, day: dayInWords(endedOn(unit)!) };
  const [only] = found;
  if (!only) return choose([], 'no-successor', ended);
  if (!isDistrict(unit))
    return found.length === 1 ? certain(only, 'merged', ended) : choose(found, 'divided', ended);
  return only.slug === ward ? certain(only, 'former-district', ended) : pickWard(found, ward, units, ended);
}

function pickWard(
  found: Unit[],
  ward: string | null | undefined,
  units: UnitsBySlug,
  ended: Record<string, Trilingual>,
): Suggestion {
  const picked = ward ? units.get(ward) : undefined;
  // New wards took land across old borders, so the one picked stays a candidate.
  if (picked && isWard(picked))
    return choose([picked, ...found], 'ward-elsewhere', { ...ended, unit: picked.name });
  return choose(found, 'pick-ward', ended);
}
