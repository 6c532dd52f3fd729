import { cityDate } from '../calendar/index.ts';
import { percentOf } from '../city/percent.ts';
import type { Context, UnitLoad } from '../platform/context.ts';
import { allUnits, findUnits, unitOf, unitsBySlug } from './catalogue.ts';
import {
  endedOn,
  isDistrict,
  isFormer,
  isWard,
  KIND_GROUPS,
  type KindGroup,
  successorsOf,
  type Unit,
  wardsOfDistrict,
} from './rules.ts';
import type { UnitSearch } from './schemas.ts';

const GROUPS = Object.keys(KIND_GROUPS) as KindGroup[];

const inGroup = (unit: Unit, group: KindGroup) =>
  (KIND_GROUPS[group] as readonly string[]).includes(unit.kind);

/** Noon in UTC, so that the date stays the same in the city's zone. */
const at = (date: string | null) => (date === null ? undefined : new Date(`${date}T12:00:00Z`));

const row = (unit: Unit) => ({ ...unit, endedAt: at(endedOn(unit)) });

/** A list so long is folded: whoever looks for one of them searches. */
const LONG_LIST = 40;

/** The same with what it has in hand and how much it answered in time, in whole percent. */
function rowWith(loads: ReadonlyMap<string, UnitLoad> | undefined) {
  return (unit: Unit) => {
    const load = loads?.get(unit.slug);
    const answered = load && load.answered > 0 ? { share: percentOf(load.inTime, load.answered) } : {};
    return {
      ...row(unit),
      ...(load && (load.open > 0 || load.answered > 0) ? { load: { ...load, ...answered } } : {}),
    };
  };
}

/** Units of today by kind, and former ones apart; with a query the best come first in each group. */
export async function listUnitsFor(context: Context, { query, group }: UnitSearch) {
  const withLoad = rowWith(await context.site.catalogue.unitLoads());
  const date = cityDate(context.now);
  const found = findUnits(query ?? '').filter((unit) => !group || inGroup(unit, group));
  const present = found.filter((unit) => !isFormer(unit, date));
  const former = found.filter((unit) => isFormer(unit, date));
  const grouped = GROUPS.map((name) => {
    const units = present.filter((unit) => inGroup(unit, name)).map(withLoad);
    return { name, units, folded: !group && units.length > LONG_LIST };
  });
  return {
    total: found.length,
    // What somebody searched for stands in order of fit; only the whole list is cut by kind.
    found: query ? present.map(withLoad) : undefined,
    grouped: query ? [] : grouped.filter(({ units }) => units.length > 0),
    former: former.map(row),
    groups: GROUPS.map((name) => ({ name, selected: name === group })),
  };
}

/** Everything that the page of a unit tells from the catalogue; undefined when there is no such unit. */
export function unitPage(context: Context, slug: string) {
  const unit = unitOf(slug);
  if (!unit) return undefined;
  const date = cityDate(context.now);
  const former = isFormer(unit, date);
  const known = (slugs: readonly string[]) => slugs.flatMap((each) => unitOf(each) ?? []);
  return {
    unit,
    former,
    ward: isWard(unit),
    district: isDistrict(unit),
    validFromAt: at(unit.validFrom),
    validToAt: at(unit.validTo),
    endedAt: at(endedOn(unit)),
    parent: unit.parent ? unitOf(unit.parent) : undefined,
    parts: allUnits().filter((each) => each.parent === unit.slug && !isFormer(each, date) && !isWard(each)),
    predecessors: known(unit.predecessors)
      .filter((each) => isFormer(each, date))
      .map(row),
    successors: former && !isDistrict(unit) ? successorsOf(unit, unitsBySlug(), { date }) : [],
    wards: isDistrict(unit) ? wardsOfDistrict(unit.slug, unitsBySlug(), date) : [],
    formerDistrict: unit.formerDistrict ? unitOf(unit.formerDistrict) : undefined,
    feedbackHref: `/feedback?unit=${unit.slug}`,
    newHref: `/feedback/new?unit=${unit.slug}`,
  };
}
