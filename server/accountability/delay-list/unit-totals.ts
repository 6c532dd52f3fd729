import type { Named } from '../../city/named.ts';
import { countAnswersByUnit, countReceived } from '../../feedback/index.ts';
import { namedUnit } from '../../units/index.ts';
import { classesAt, type Month, volumeClass } from '../rules.ts';
import { volumeRows } from '../volume-classes.ts';
import type { LateItem } from './late-items.ts';

/** A row of figures stands even when the catalogue no longer knows its unit. */
export const named = (slug: string): Named =>
  namedUnit(slug) ?? { slug, name: { vi: slug, en: slug, ru: slug } };

/** How one unit stands in a month. */
export interface UnitTotals {
  /** null: the coordinators. */
  unit: Named | null;
  /** Items answered in the month, and those on the list in which it lost time; of the coordinators: items received. */
  volume: number;
  volumeClass: string | null;
  /** Items on the list in which it lost time, and of these still open. */
  late: number;
  open: number;
  daysLost: number;
  apologised: number;
}

/** How each unit stands that answered in the month, or lost time; undefined while the figures are being counted. */
export async function unitTotals(month: Month, items: LateItem[]): Promise<UnitTotals[] | undefined> {
  const counts = await countAnswersByUnit(month.name);
  if (!counts) return undefined;
  const classes = classesAt(volumeRows(), `${month.name}-01`);
  const units = new Set<string | null>([
    ...counts.keys(),
    ...items.flatMap(({ lost }) => lost.map((each) => each.unit)),
  ]);
  const received = units.has(null) ? await countReceived(month.name) : 0;
  if (received === undefined) return undefined;
  const rows = [...units].map((unit) => {
    const row = totalsOf(unit, items);
    const besides = items.filter((item) => lostBy(item, unit) > 0 && !countedAsAnswered(item, unit)).length;
    const volume = unit === null ? received : (counts.get(unit) ?? 0) + besides;
    return { ...row, volume, volumeClass: (unit !== null && volumeClass(volume, classes)) || null };
  });
  return rows.sort(byShare(classes.map(({ name }) => name)));
}

const lostBy = (item: LateItem, unit: string | null) =>
  item.lost.find((each) => each.unit === unit)?.days ?? 0;
const countedAsAnswered = (item: LateItem, unit: string | null) =>
  item.state === 'answered-late' && item.unit === unit;

function totalsOf(unit: string | null, items: LateItem[]): Omit<UnitTotals, 'volume' | 'volumeClass'> {
  const own = items.filter((item) => lostBy(item, unit) > 0);
  return {
    unit: unit === null ? null : named(unit),
    late: own.length,
    open: own.filter(({ state }) => state === 'open-late').length,
    daysLost: own.reduce((sum, item) => sum + lostBy(item, unit), 0),
    apologised: own.filter(({ apologised }) => apologised).length,
  };
}

/** The largest class first, in it who was late most often; coordinators at the end. */
function byShare(classes: string[]) {
  const rank = ({ volumeClass: name }: UnitTotals) => (name === null ? -1 : classes.indexOf(name));
  const share = ({ late, volume }: UnitTotals) => (volume > 0 ? late / volume : 0);
  return (a: UnitTotals, b: UnitTotals) =>
    rank(b) - rank(a) || share(b) - share(a) || b.daysLost - a.daysLost || (slugOf(a) < slugOf(b) ? -1 : 1);
}

const slugOf = ({ unit }: UnitTotals) => unit?.slug ?? '';
