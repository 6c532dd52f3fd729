import { cityDate, cityMidnight } from '../calendar/index.ts';
import { monthAfter } from '../city/months.ts';
import type { Context } from '../platform/context.ts';
import { allow } from '../platform/errors.ts';
import { formatDate } from '../platform/i18n/dates.ts';
import { settingOn } from '../settings/index.ts';
import type { Amount } from './due.ts';
import { BEGINNING, RETAINED } from './kinds.ts';
import { RetentionDay, type RetentionDayFields } from './model.ts';
import { canSeeRetention, KINDS, type Kind, monthsAhead, monthsOf } from './rules.ts';
import { RETENTION } from './settings.ts';

const MONTHS_AHEAD = 12;
const MONTHS_BACK = 12;

export interface MonthShown {
  month: string;
  name: string;
  amounts: Amount[];
}

/** What will go when, and what has gone. */
export async function retentionPage(context: Context) {
  allow(canSeeRetention(context.actor));
  const today = cityDate(context.now);
  const row = settingOn(RETENTION, today);
  return {
    rules: KINDS.map((kind) => ({ kind, months: monthsOf(row, kind) })),
    anyOff: !row.items || !row.accounts || !row.participants || !row.confidential,
    basis: row.basis,
    ahead: await ahead(context, today),
    gone: await gone(context, today),
  };
}

async function ahead(context: Context, today: string): Promise<MonthShown[]> {
  const amounts = new Map<string, Amount[]>();
  for (const kind of KINDS)
    for (const { month, from, to } of monthsAhead(today, MONTHS_AHEAD, {
      kind,
      rule: (date) => settingOn(RETENTION, date),
    })) {
      const span = { from: from ? cityMidnight(from) : BEGINNING, to: cityMidnight(to) };
      const count = await RETAINED[kind].count(span);
      if (count > 0) amounts.set(month, [...(amounts.get(month) ?? []), { kind, count }]);
    }
  return shown(context, amounts).sort((one, other) => one.month.localeCompare(other.month));
}

async function gone(context: Context, today: string): Promise<MonthShown[]> {
  const since = `${monthAfter(today.slice(0, 7), 1 - MONTHS_BACK)}-01`;
  const rows = await RetentionDay.find({ _id: { $gte: since } }, { gone: 1 })
    .sort({ _id: 1 })
    .lean<Pick<RetentionDayFields, '_id' | 'gone'>[]>();
  const sums = new Map<string, Partial<Record<Kind, number>>>();
  for (const row of rows) {
    const month = row._id.slice(0, 7);
    const sum = sums.get(month) ?? {};
    for (const kind of KINDS) if (row.gone[kind]) sum[kind] = (sum[kind] ?? 0) + row.gone[kind]!;
    sums.set(month, sum);
  }
  const amounts = [...sums].map(
    ([month, sum]) =>
      [month, KINDS.flatMap((kind) => (sum[kind] ? { kind, count: sum[kind] } : []))] as [string, Amount[]],
  );
  return shown(context, new Map(amounts)).sort((one, other) => other.month.localeCompare(one.month));
}

function shown({ language }: Context, amounts: Map<string, Amount[]>): MonthShown[] {
  const name = (month: string) => formatDate(new Date(`${month}-15T00:00:00Z`), 'month', language, 'UTC');
  return [...amounts].map(([month, all]) => ({ month, name: name(month), amounts: all }));
}
