import { cityDate } from '../calendar/index.ts';
import { type Context, textIn } from '../platform/context.ts';
import { addressWith, isWard, stretchAfter, unitOf, unitsBySlug } from '../units/index.ts';
import { allRegulations, namedRegulation, regulationOf, searchRegulations } from './catalogue.ts';
import { endOfRegulation, isEnded } from './ended/queries.ts';
import {
  handoverOn,
  isPlaceholder,
  isUnsure,
  isVerified,
  type Regulation,
  type UnsureFact,
  WARD_CONCERNED,
} from './rules.ts';
import type { RegulationSearch } from './schemas.ts';

const PER_PAGE = 20;
const FACTS: UnsureFact[] = ['code', 'time', 'fee', 'legalBasis', 'unit', 'unit2023'];

/** Regulations that answer a search and its filters, best first. */
export function findRegulations({ query, field, unit, audience }: RegulationSearch): Regulation[] {
  const ward = unit && unitOf(unit);
  const responsible = ward && isWard(ward) ? WARD_CONCERNED : unit;
  return searchRegulations(query ?? '', Number.POSITIVE_INFINITY).filter(
    (each) =>
      (!field || each.fieldKey === field) &&
      (!responsible || each.unit === responsible) &&
      (!audience || each.audience === audience || each.audience === 'both'),
  );
}

/** What the list page shows: a stretch of the results and the choices of the form. */
export function listRegulationsFor(context: Context, search: RegulationSearch) {
  const found = findRegulations(search);
  const { shown, next } = stretchAfter(found, search.after, PER_PAGE);
  const { after, ...filters } = search;
  const narrowed = Object.keys(filters).length > 0;
  return {
    total: found.length,
    narrowed,
    rows: shown.map((each) => ({ ...rowOf(each), endedAt: endedAt(each, cityDate(context.now)) })),
    next: next && addressWith('/regulations', { ...filters, after: next }),
    first: after && addressWith('/regulations', { ...filters }),
    fields: fieldChoices(context, search.field),
    units: unitChoices(context, search.unit),
    audiences: ['citizen', 'business'].map((name) => ({ name, selected: name === search.audience })),
  };
}

function rowOf(regulation: Regulation) {
  return { ...regulation, responsible: unitOf(regulation.unit), verified: isVerified(regulation) };
}

/** Noon in UTC of the last day, so that the date stays the same in the city's zone; undefined while it is in force. */
function endedAt(regulation: Regulation, date: string): Date | undefined {
  return isEnded(regulation, date)
    ? new Date(`${endOfRegulation(regulation.slug)!.endedOn}T12:00:00Z`)
    : undefined;
}

/** Fields with how many regulations each has, by name in the reader's language. */
function fieldChoices({ language }: Context, selected: string | undefined) {
  const fields = new Map<string, { key: string; name: string; count: number; selected: boolean }>();
  for (const { fieldKey: key, field } of allRegulations()) {
    const known = fields.get(key) ?? {
      key,
      name: textIn(field, language),
      count: 0,
      selected: key === selected,
    };
    fields.set(key, { ...known, count: known.count + 1 });
  }
  const { compare } = new Intl.Collator(language);
  return [...fields.values()].sort((a, b) => compare(a.name, b.name));
}

/** Units that regulations name, the wards and communes together first; they name 36. */
function unitChoices({ language }: Context, selected: string | undefined) {
  const counts = new Map<string, number>();
  for (const { unit } of allRegulations()) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const { compare } = new Intl.Collator(language);
  const choices = [...counts].map(([slug, count]) => ({
    slug,
    ward: slug === WARD_CONCERNED,
    name: textIn(unitOf(slug)?.name, language) ?? '',
    count,
    selected: slug === selected,
  }));
  return choices.sort((a, b) => Number(b.ward) - Number(a.ward) || compare(a.name, b.name));
}

/** Everything that the page of a regulation tells; undefined when there is no such regulation. */
export function regulationPage({ now }: Context, slug: string) {
  const regulation = regulationOf(slug);
  if (!regulation) return undefined;
  const changedOn = handoverOn(regulation, unitsBySlug());
  const before = regulation.unit2023;
  const end = endOfRegulation(slug);
  return {
    regulation,
    responsible: unitOf(regulation.unit),
    verified: isVerified(regulation),
    ended: isEnded(regulation, cityDate(now)),
    unsure: Object.fromEntries(FACTS.map((fact) => [fact, isUnsure(regulation, fact)])),
    // Noon in UTC, so that the date stays the same in the city's zone.
    changedAt: changedOn === null ? undefined : new Date(`${changedOn}T12:00:00Z`),
    before: isPlaceholder(before) ? { placeholder: before } : unitOf(before),
    ...(end ? { end: { ...end, replacement: namedRegulation(end.replacedBy) } } : {}),
    newHref: `/feedback/new?regulation=${slug}`,
    feedbackHref: `/feedback?regulation=${slug}`,
  };
}
