import {
  type CalendarChange,
  CITY,
  canSeeDrafts,
  cityCalendar,
  cityDate,
  findVersion,
  type Part,
  partToApply,
  prepareVersion,
  previewChange,
} from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import { pause } from '../../platform/clock/clock.ts';
import type { Context } from '../../platform/context.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { namedUnit } from '../../units/index.ts';
import { inputOf } from '../clocks/deadlines.ts';
import type { Status } from '../item/rules/status.ts';
import { type OpenItem, openItemsAfter } from './open-items.ts';

export interface ShownMove {
  code: string;
  status: Status;
  unit?: Named;
  from: Date;
  to: Date;
  earlier: boolean;
  provisional: boolean;
}

export interface UnitMoves {
  /** Absent for items that no unit has yet. */
  unit?: Named;
  count: number;
}

export interface ChangePreview {
  version: Awaited<ReturnType<typeof findVersion>>;
  changes: CalendarChange[];
  part: Part;
  /** How many changes of the draft stay behind. */
  left: number;
  mayApply: boolean;
  /** The days on short notice can be applied alone. */
  mayPart: boolean;
  /** A day that it changes lies in the past. */
  past: boolean;
  /** False for a unit's calendar: it counts inner limits only, no sender's date. */
  ofCity: boolean;
  open: number;
  moved: number;
  earlier: number;
  /** Items whose date could not be computed any more. */
  stuck: string[];
  first: ShownMove[];
  byUnit: UnitMoves[];
}

/** Few at once, with a breath between: pages that want the store meanwhile go first. */
const BATCH = 100;
const BREATH_MS = 5;
export const MOST_SHOWN = 200;

/** Which open items move if a draft is applied, from when to when. Reads in batches, so that the site goes on. */
export async function previewDraft(context: Context, id: string, asked?: Part): Promise<ChangePreview> {
  if (!canSeeDrafts(context.actor)) throw new NotFound();
  const version = await findVersion(id);
  if (version.status !== 'draft') throw new Conflict('calendar.errors.no-draft');
  const { data, changes, part, left, may } = partToApply(context.actor, version, asked);
  const seen = new Tally();
  const ofCity = version.of === CITY;
  if (ofCity) {
    const after = prepareVersion({ of: version.of, data });
    for (let cursor: string | null = null; ; ) {
      const items = await openItemsAfter(cursor, BATCH);
      seen.add(items, after);
      if (items.length < BATCH) break;
      cursor = String(items.at(-1)!._id);
      await pause(BREATH_MS);
    }
  }
  const today = cityDate(context.now);
  return {
    ...{ version, changes, part, left, ofCity },
    mayApply: may,
    mayPart: part === 'all' && partToApply(context.actor, version, 'ad-hoc').part === 'ad-hoc',
    past: changes.some(({ date }) => date !== undefined && date < today),
    ...seen.told(),
  };
}

class Tally {
  readonly #first: ShownMove[] = [];
  readonly #units = new Map<string | null, number>();
  readonly #stuck: string[] = [];
  #open = 0;
  #moved = 0;
  #earlier = 0;

  add(items: OpenItem[], after: ReturnType<typeof cityCalendar>): void {
    this.#open += items.length;
    const byId = new Map(items.map((item) => [item.code, item]));
    const running = items.map((item) => ({ id: item.code, input: inputOf(item), dueAt: item.dueAt }));
    const { moved, stuck } = previewChange(cityCalendar(), after, running);
    for (const { id, from, to, movedBy, provisional } of moved) {
      const { status, unit } = byId.get(id)!;
      this.#moved += 1;
      if (movedBy < 0) this.#earlier += 1;
      this.#units.set(unit, (this.#units.get(unit) ?? 0) + 1);
      if (this.#first.length < MOST_SHOWN)
        this.#first.push({
          code: id,
          status,
          unit: namedUnit(unit),
          from,
          to,
          earlier: movedBy < 0,
          provisional,
        });
    }
    this.#stuck.push(...stuck.map(({ id }) => id));
  }

  told(): Pick<ChangePreview, 'open' | 'moved' | 'earlier' | 'stuck' | 'first' | 'byUnit'> {
    const byUnit = [...this.#units].map(([slug, count]) => ({ unit: namedUnit(slug), count }));
    byUnit.sort((a, b) => b.count - a.count);
    return {
      open: this.#open,
      moved: this.#moved,
      earlier: this.#earlier,
      stuck: this.#stuck.slice(0, MOST_SHOWN),
      first: this.#first,
      byUnit,
    };
  }
}
