export const REPEAT_STATUSES = ['open', 'decided', 'lapsed'] as const;
export type RepeatStatus = (typeof REPEAT_STATUSES)[number];

export const DECISIONS = ['plan', 'reminder', 'discipline', 'none'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

export type RepeatEvent =
  | 'delay-repeat.made'
  | 'delay-repeat.recounted'
  | 'delay-repeat.lapsed'
  | 'delay-repeat.decided';

const MOVES: Record<RepeatStatus, Partial<Record<RepeatEvent, RepeatStatus>>> = {
  open: {
    'delay-repeat.recounted': 'open',
    'delay-repeat.lapsed': 'lapsed',
    'delay-repeat.decided': 'decided',
  },
  // An entry was put back.
  lapsed: { 'delay-repeat.recounted': 'open' },
  decided: {},
};

export function repeatAfter({ status }: { status: RepeatStatus }, event: string): RepeatStatus | undefined {
  return MOVES[status][event as RepeatEvent];
}

interface CountedList {
  month: string;
  entries: readonly { removed: boolean; official: string | null }[];
}

/** In which months somebody was late, by published lists of one unit: the unit itself (null) and each official. */
export function monthsLateBy(lists: readonly CountedList[]): Map<string | null, string[]> {
  const found = new Map<string | null, string[]>();
  const note = (who: string | null, month: string) => found.set(who, [...(found.get(who) ?? []), month]);
  for (const { month, entries } of lists) {
    const standing = entries.filter(({ removed }) => !removed);
    if (standing.length > 0) note(null, month);
    for (const official of new Set(standing.flatMap(({ official }) => official ?? []))) note(official, month);
  }
  return found;
}
