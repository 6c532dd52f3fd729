/** One answer of the past. */
export interface Handled {
  unit: string;
  assignee: string | null;
  regulation: string | null;
  kind: string;
  /** Working days from reaching the unit to the answer, without the time in which the sender was waited for. */
  days: number;
  /** The working day on which it was answered, counted from any beginning. */
  on: number;
}

export interface Running {
  unit: string;
  regulation: string | null;
  kind: string;
  /** Working days it has been with the unit. */
  used: number;
  /** Working days until its date. */
  left: number;
  /** Working days that go by before it is taken up: others come first. */
  wait?: number;
}

/** Which past answers an item is compared with, the closest first. */
export const BASES = ['unit-regulation', 'unit-kind', 'unit', 'regulation', 'city'] as const;
export type Basis = (typeof BASES)[number];

/** The answers of the past in groups, each sorted: thousands of items are compared with them. */
export interface History {
  /** All answers. */
  size: number;
  /** Handling times of answers like the item, ascending. */
  like(basis: Basis, item: Running): readonly number[];
  /** Handling times by who might take the item over. */
  candidates(by: 'assignee' | 'unit', item: Running): ReadonlyMap<string, readonly number[]>;
  /** The most answers within five working days on end. */
  bestWeek(by: 'assignee' | 'unit', who: string): number;
}

type Group = Pick<Running, 'unit' | 'regulation' | 'kind'>;

/** Names the group; undefined: the item belongs to none of this kind. */
const GROUP: Record<Basis, (of: Group) => string | undefined> = {
  'unit-regulation': ({ unit, regulation }) => (regulation === null ? undefined : `${unit} ${regulation}`),
  'unit-kind': ({ unit, kind }) => `${unit} ${kind}`,
  unit: ({ unit }) => unit,
  regulation: ({ regulation }) => regulation ?? undefined,
  city: () => '',
};

export function historyOf(answers: readonly Handled[]): History {
  const sorted = [...answers].sort((a, b) => a.days - b.days);
  const groups = new Map<string, number[]>();
  const dates = new Map<string, number[]>();
  const people = new Map<string, Map<string, number[]>>();
  const units = new Map<string, Map<string, number[]>>();
  for (const past of sorted) {
    for (const basis of BASES) {
      const group = GROUP[basis](past);
      if (group !== undefined) add(groups, `${basis} ${group}`, past.days);
    }
    add(dates, `unit ${past.unit}`, past.on);
    if (past.assignee !== null) add(dates, `assignee ${past.assignee}`, past.on);
    if (past.assignee !== null) addTo(people, past.unit, [past.assignee, past.days]);
    if (past.regulation !== null) addTo(units, past.regulation, [past.unit, past.days]);
  }
  const weeks = new Map([...dates].map(([key, days]) => [key, mostInAWeek(days)]));
  return {
    size: answers.length,
    like(basis, item) {
      const group = GROUP[basis](item);
      return (group !== undefined && groups.get(`${basis} ${group}`)) || [];
    },
    // Colleagues of the same unit; other units only where they have answered on the same regulation.
    candidates(by, { unit, regulation }) {
      return (
        (by === 'assignee' ? people.get(unit) : regulation !== null && units.get(regulation)) || new Map()
      );
    },
    bestWeek: (by, who) => weeks.get(`${by} ${who}`) ?? 0,
  };
}

const DAYS_OF_WEEK = 5;

function mostInAWeek(days: number[]): number {
  const sorted = days.sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  sorted.forEach((day, last) => {
    while (sorted[first]! <= day - DAYS_OF_WEEK) first++;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

function add(groups: Map<string, number[]>, key: string, days: number): void {
  const group = groups.get(key);
  if (group) group.push(days);
  else groups.set(key, [days]);
}

function addTo(of: Map<string, Map<string, number[]>>, key: string, [to, days]: [string, number]): void {
  const groups = of.get(key) ?? new Map<string, number[]>();
  add(groups, to, days);
  of.set(key, groups);
}
