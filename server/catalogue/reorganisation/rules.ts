import { dayAfter } from '../../city/dates.ts';
import type { Regulation } from '../../regulations/index.ts';
import { inForce, type Unit, type UnitsBySlug } from '../../units/index.ts';

export type State = 'planned' | 'carrying' | 'done' | 'undone';

/** What a unit has in hand, in the order in which it is moved: people first, so that somebody has it. */
export const PARTS = [
  'accounts',
  'items',
  'appeals',
  'commitments',
  'sessions',
  'questions',
  'textBlocks',
  'savedFilters',
  'followers',
  'procedures',
] as const;
export type PartName = (typeof PARTS)[number];
export type Moved = Record<PartName, number>;

/** More in one step nobody looks through. */
export const MOST_ENDING = 40;

export interface Plan {
  from: string[];
  /** Slug of a unit that there is; absent: a new one; null: nobody goes on. */
  heir?: string | null;
  others: string[];
  lastDay: string;
}

interface Known {
  units: UnitsBySlug;
  today: string;
  /** Units that an earlier plan ends already. */
  ending: ReadonlySet<string>;
}

interface Fault {
  text: string;
  values?: Record<string, unknown>;
}

const fault = (name: string, values: Record<string, unknown> = {}): Fault => ({
  text: `catalogue.reorganisation.errors.${name}`,
  values,
});

/** What is wrong with a plan, by field of its form. */
export function planFaults(plan: Plan, { units, today, ending }: Known): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  const yesterday = (date: string) => dayAfter(date) === today;
  if (plan.lastDay < today && !yesterday(plan.lastDay)) faults['lastDay'] = fault('past');
  const from = plan.from.map((slug) => units.get(slug));
  const gone = from.some((unit) => !unit || !inForce(unit, today) || unit.validTo !== null);
  if (from.length === 0) faults['from'] = fault('nobody');
  else if (gone || plan.from.some((slug) => ending.has(slug))) faults['from'] = fault('ended');
  else if (from.some((unit) => unit!.kind === 'city')) faults['from'] = fault('city');
  else if (from.some((unit) => unit!.validFrom && unit!.validFrom > plan.lastDay))
    faults['lastDay'] = fault('before-begin');
  const heir = plan.heir ? units.get(plan.heir) : undefined;
  if (plan.heir) {
    const ends = plan.from.includes(plan.heir) || ending.has(plan.heir);
    if (!heir || ends || !inForce(heir, dayAfter(plan.lastDay))) faults['heir'] = fault('heir');
  }
  if (plan.others.some((slug) => !units.has(slug) || plan.from.includes(slug) || slug === plan.heir))
    faults['others'] = fault('others');
  return faults;
}

/** What somebody has to go on with: a unit that has any of it does not end without a successor. */
export const NEEDS_HEIR: readonly PartName[] = [
  'items',
  'appeals',
  'commitments',
  'sessions',
  'questions',
  'procedures',
];

/** The rows of the catalogue as the plan makes them: those that end, what was below them, and who goes on. */
export function unitsAfter(
  { from, others, lastDay }: Omit<Plan, 'heir'>,
  { units, heir }: { units: UnitsBySlug; heir: Unit | null },
): Unit[] {
  const next = heir ? [heir.slug] : [];
  const ended = from.map((slug) => {
    const unit = units.get(slug)!;
    return { ...unit, validTo: lastDay, successors: [...new Set([...next, ...others])] };
  });
  if (!heir) return ended;
  const below = unitsBelow(units, { from, lastDay }).filter(({ slug }) => slug !== heir.slug);
  return [
    heirAfter(heir, { from, lastDay, units }),
    ...ended,
    ...below.map((unit) => ({ ...unit, parent: heir.slug })),
  ];
}

/** Units of which the one above ends, and that stay. */
export function unitsBelow(units: UnitsBySlug, { from, lastDay }: Pick<Plan, 'from' | 'lastDay'>): Unit[] {
  return [...units.values()].filter(
    ({ slug, parent, validTo }) =>
      parent && from.includes(parent) && !from.includes(slug) && (validTo === null || validTo > lastDay),
  );
}

function heirAfter(
  heir: Unit,
  { from, lastDay, units }: Pick<Plan, 'from' | 'lastDay'> & { units: UnitsBySlug },
): Unit {
  let parent = heir.parent;
  // It may have stood below one that ends.
  while (parent && from.includes(parent)) parent = units.get(parent)?.parent ?? null;
  const predecessors = [...new Set([...heir.predecessors, ...from])];
  const begins = units.has(heir.slug) ? {} : { validFrom: dayAfter(lastDay) };
  return { ...heir, ...begins, parent, predecessors };
}

/** Procedures that name a unit that has ended, with the one that goes on. What the unit did before the reforms stays. */
export function regulationsAfter(
  regulations: readonly Regulation[],
  { from, heir }: { from: readonly string[]; heir: string },
): Regulation[] {
  return regulations
    .filter(({ unit }) => from.includes(unit))
    .map((regulation) => ({ ...regulation, unit: heir }));
}
