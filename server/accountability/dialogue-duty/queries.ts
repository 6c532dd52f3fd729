import { cityDate, cityMidnight } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import { sessionsIn } from '../../dialogues/index.ts';
import type { Context } from '../../platform/context.ts';
import { NotFound } from '../../platform/errors.ts';
import { settingFrom } from '../../settings/index.ts';
import { unitsInForce } from '../../units/index.ts';
import { DUTY_STATES, type DutyRow, type DutyState, dutyState, readYear } from './rules.ts';
import { DIALOGUE_DUTY } from './settings.ts';

export interface DutyOfUnit {
  unit: Named;
  held: number;
  announced: number;
  /** The last one, held or announced. */
  last: { code: string; startsAt: Date } | null;
}

export interface DutyYear {
  year: number;
  over: boolean;
  row: DutyRow | undefined;
  groups: { state: DutyState; units: DutyOfUnit[] }[];
}

/** Which units have had their dialogue in a year. @param name absent: this year. @throws NotFound */
export async function dutyIn({ now }: Context, name: string | undefined): Promise<DutyYear> {
  const today = cityDate(now);
  const year = readYear(name ?? today.slice(0, 4), today);
  if (year === undefined) throw new NotFound('accountability.errors.month-ahead');
  const last = `${year}-12-31`;
  const over = last < today;
  const at = over ? last : today;
  const row = settingFrom(DIALOGUE_DUTY, at);
  if (!row) return { year, over, row, groups: [] };
  const states = await dutyByRow(row, { year, at, over });
  return { year, over, row, groups: DUTY_STATES.map((state) => ({ state, units: states[state] })) };
}

/** What a rule asks of the units of a day, and how far they are with it in a year. */
export async function dutyByRow(
  { kinds, perYear }: Pick<DutyRow, 'kinds' | 'perYear'>,
  { year, at, over }: { year: number; at: string; over: boolean },
): Promise<Record<DutyState, DutyOfUnit[]>> {
  const range = { from: cityMidnight(`${year}-01-01`), to: cityMidnight(`${year + 1}-01-01`) };
  const sessions = await sessionsIn(range);
  const owing = unitsInForce(at).filter(({ kind }) => kinds.includes(kind));
  const rows = owing.map(({ slug, name }) => {
    const own = sessions.filter(({ units }) => units.some((unit) => unit.slug === slug));
    const held = own.filter(({ status }) => ['ended', 'published'].includes(status));
    const announced = own.filter(({ status }) => ['announced', 'live'].includes(status));
    const latest = own.filter(({ status }) => status !== 'cancelled').at(-1);
    return {
      unit: { slug, name },
      ...{ held: held.length, announced: announced.length },
      last: latest ? { code: latest.code, startsAt: latest.startsAt } : null,
    };
  });
  const stateOf = (each: DutyOfUnit) => dutyState(each, { perYear, over });
  return Object.fromEntries(
    DUTY_STATES.map((state) => [state, rows.filter((each) => stateOf(each) === state)]),
  ) as Record<DutyState, DutyOfUnit[]>;
}
