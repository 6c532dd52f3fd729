import { addWorkingDays, cityCalendar, cityDate, readCityDay } from '../../calendar/index.ts';
import { addDays, dayBefore } from '../../city/dates.ts';
import { monthAfter } from '../../city/months.ts';
import { type Hands, handsOf } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { commit } from '../../platform/journal/index.ts';
import { successorsOf, unitOf, unitsBySlug } from '../../units/index.ts';
import { lookOf } from '../rules.ts';
import type { LateItem } from './late-items.ts';
import { DelayList, type ListEntry } from './model.ts';
import { delayRuleOn } from './rule-settings.ts';
import { entryId, listId, positionOf } from './rules/act.ts';
import type { DelayRule } from './rules/dated-rule.ts';
import { monthsToMake, noteMade, toldOf } from './told.ts';

/** The rule of a month is that of its last day. */
export async function ruleOfMonth(month: string): Promise<DelayRule> {
  return delayRuleOn(dayBefore(`${monthAfter(month, 1)}-01`));
}

/** Makes the lists of months that are over, one for each unit that lost time. What was cut off goes on. */
export async function makeDueLists(context: Context): Promise<void> {
  for (const month of await monthsToMake()) await makeLists(context, month);
}

async function makeLists(context: Context, month: string): Promise<void> {
  const { items } = (await toldOf(month))!;
  const units = [...new Set(items.flatMap(({ lost }) => lost.map(({ unit }) => unit)))];
  const made = new Set((await DelayList.find({ month }, { _id: 1 }).lean()).map(({ _id }) => _id));
  await noteMade(month, { of: units.length, at: null });
  const rule = await ruleOfMonth(month);
  const hands = await handsOf([...new Set(items.map(({ code }) => code))]);
  for (const unit of units)
    if (!made.has(listId(month, unit)))
      await makeList(context, { month, unit, rule, entries: entriesOf(unit, items, hands) });
  await noteMade(month, { of: units.length, at: context.now });
}

/** Of an item that is looked at again, each answer has a row of its own. */
export function handAt(item: Pick<LateItem, 'review' | 'look'>, hand: Hands | undefined) {
  const before = [hand?.first, hand?.second][lookOf(item) - 1];
  return before ? { ...before, withHead: false } : hand;
}

function entriesOf(
  unit: string | null,
  items: readonly LateItem[],
  hands: ReadonlyMap<string, Hands>,
): ListEntry[] {
  return items.flatMap((item) => {
    const days = item.lost.find((each) => each.unit === unit)?.days;
    if (!days) return [];
    return {
      id: entryId(item),
      code: item.code,
      review: item.review,
      regulation: item.regulation?.slug ?? null,
      state: item.state,
      dueAt: item.dueAt,
      closedAt: item.closedAt,
      daysLate: item.daysLate,
      apologised: item.apologised,
      extended: item.extended,
      removed: false,
      days,
      cause: item.cause,
      ...positionOf(unit, handAt(item, hands.get(item.code))),
      name: null,
      reply: null,
    };
  });
}

interface NewList {
  month: string;
  unit: string | null;
  rule: DelayRule;
  entries: ListEntry[];
}

async function makeList(context: Context, { month, unit, rule, entries }: NewList): Promise<void> {
  const list = new DelayList({
    _id: listId(month, unit),
    month,
    unit,
    respondents: respondentsOf(unit, cityDate(context.now)),
    status: 'draft',
    madeAt: context.now,
    openOn: endOfOfficeIn(rule.draftDays, context.now),
    names: rule.names,
    updatedAt: context.now,
    entries,
  });
  const details = { month, unit, entries: entries.length };
  try {
    await commit(context, list, { name: 'delay-list.made', code: list._id, details });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** The unit itself; when it has ended, those that took over. */
export function respondentsOf(unit: string | null, date: string): string[] {
  const found = unit === null ? undefined : unitOf(unit);
  if (!found) return unit === null ? [] : [unit];
  const now = successorsOf(found, unitsBySlug(), { date }).map(({ slug }) => slug);
  return now.length > 0 ? now : [found.slug];
}

/** The end of office, so many working days from now; at once for none. */
export function endOfOfficeIn(days: number, now: Date): Date {
  return days === 0 ? now : readCityDay(addWorkingDays(cityCalendar(), cityDate(now), days))!;
}

/** What a clock that ran ahead has made of months that were not over. */
export async function takeBackLists(now: Date): Promise<void> {
  await DelayList.deleteMany({ madeAt: { $gt: addDays(now, 1) }, status: { $ne: 'published' } });
}
