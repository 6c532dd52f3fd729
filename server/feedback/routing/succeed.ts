import { cityDate } from '../../calendar/index.ts';
import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { unitOf, unitsInForce } from '../../units/index.ts';
import { openContributions } from '../contributions/rules.ts';
import { withdrawFrom } from '../contributions/withdraw-from.ts';
import { followItem } from '../item/change.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { BEFORE_ALL, Feedback, type FeedbackDocument } from '../item/model.ts';
import { handedOver, plain } from '../item/rules/holdings.ts';
import { OPEN } from '../item/rules/status.ts';
import { isUnder } from '../item/shielded.ts';

const AT_ONCE = 500;

/** Open items that wait for one of the units: it answers, writes a part, or may get it from an arbiter. */
function waitingFor(units: readonly string[]) {
  const from = { $in: [...units] };
  const part = { unit: from, givenAt: null, withdrawnAt: null };
  return [
    { closedAt: null, unit: from, status: { $in: OPEN } },
    { closedAt: null, 'contributions.unit': from, contributions: { $elemMatch: part } },
    { closedAt: null, status: 'disputed', 'dispute.proposed': from },
  ];
}

/** Open items about the conduct of a unit: its people work for the successor now. */
const against = (units: readonly string[]) => ({ closedAt: null, 'shield.unit': { $in: [...units] } });

/** What a unit has sent, also what is answered: its people read and rate it on. */
const raisedBy = (units: readonly string[]) => ({ 'raised.unit': { $in: [...units] } });

export async function countWaitingFor(units: readonly string[]): Promise<number> {
  return Feedback.countDocuments({ $or: waitingFor(units) } as never);
}

/** Appeals that one of the units has to decide; all have a date, and those that wait are found by it. */
const appealsTo = (units: readonly string[]) => ({
  'appeal.dueAt': { $gt: BEFORE_ALL },
  'appeal.to': { $in: [...units] },
  'appeal.decision': null,
});

export async function countAppealsTo(units: readonly string[]): Promise<number> {
  return Feedback.countDocuments(appealsTo(units) as never);
}

/** Gives all that waits for a unit to its successor. Begun anew it goes on where it was cut off. */
export async function succeedUnit(context: Context, { from, to }: Succession): Promise<void> {
  const tried = new Set<string>();
  const find = async () => {
    const waits = {
      $or: [...waitingFor([from]), appealsTo([from]), raisedBy([from]), against([from])],
    } as never;
    const rows = await Feedback.find(waits, { code: 1 })
      .limit(AT_ONCE + tried.size)
      .lean();
    return rows.map(({ code }) => code).filter((code) => !tried.has(code));
  };
  const act = (as: Context, code: string) => {
    tried.add(code);
    return followItem(as, code, (item) => succeeded(as, item, { from, to }));
  };
  await forAllFound(context, { find, act, failure: 'item not given to the successor of its unit' });
}

/** The successor, or the nearest unit above it, in force, that may have it. */
function heirOf({ from, to }: Succession, now: Date, mayHave: (slug: string) => boolean): string | null {
  const inForce = new Set(unitsInForce(cityDate(now)).map(({ slug }) => slug));
  const seen = new Set<string>();
  for (let at: string | null | undefined = to; at && !seen.has(at); at = unitOf(at)?.parent) {
    seen.add(at);
    if (at !== from && (at === to || inForce.has(at)) && mayHave(at)) return at;
  }
  return null;
}

/** Who answers it now. Nobody judges a unit from within: with none above that, it stays until a coordinator decides. */
function unitAfter({ unit, shield }: FeedbackDocument, now: Date, { from, to }: Succession): string | null {
  if (!shield) return unit === from ? to : unit;
  if (!unit || (unit !== from && !isUnder(unit, shield.unit))) return unit;
  return heirOf({ from, to: unit === from ? to : unit }, now, (slug) => !isUnder(slug, shield.unit)) ?? unit;
}

/** Who decides an appeal now: neither the unit that has answered nor one that it is about; null: the leadership. */
function judgeAfter(item: FeedbackDocument, now: Date, succession: Succession): string | null {
  const { unit, shield, raised, appeal } = item;
  const concerned = [unit, appeal?.unit, raised?.unit];
  return heirOf(
    succession,
    now,
    (slug) => !concerned.includes(slug) && !(shield && isUnder(slug, shield.unit)),
  );
}

/**
 * Nothing else changes: assignee, draft and dates stay, and the clock of the step goes on. What the unit held until now
 * stays booked on it.
 */
function succeeded({ now }: Context, item: FeedbackDocument, { from, to }: Succession) {
  let done = false;
  if (item.shield?.unit === from && OPEN.includes(item.status)) {
    item.set('shield.unit', to);
    done = true;
  }
  const before = item.unit;
  const unit = unitAfter(item, now, { from, to });
  if (before && unit && unit !== before && OPEN.includes(item.status)) {
    const running = item.holdings.find((each) => each.to === null);
    item.unit = unit;
    const learned = item.learnedUnits;
    if (learned)
      item.set(
        'learnedUnits.units',
        learned.units.map((each) => (each === from ? to : each)),
      );
    item.earlierUnits.push(before);
    if (running) {
      const next = { ...plain(running), unit, from: now, takenOver: true };
      item.holdings = handedOver(item.holdings, now, next);
    }
    done = true;
  }
  for (const each of openContributions(item.contributions).filter(({ unit }) => unit === from)) {
    each.unit = to;
    done = true;
  }
  if (done && item.shield) withdrawFrom(item, item.shield.unit, now);
  for (const place of ['dispute.unit', 'dispute.proposed', 'dispute.decided']) {
    if (!item.dispute || item.get(place) !== from) continue;
    item.set(place, to);
    done ||= OPEN.includes(item.status);
  }
  if (item.appeal && !item.appeal.decision && item.appeal.to === from) {
    item.set('appeal.to', judgeAfter(item, now, { from, to }));
    done = true;
  }
  if (item.raised?.unit === from) {
    item.set('raised.unit', to);
    done = true;
  }
  const after = item.unit === before ? to : item.unit;
  return done ? { name: 'feedback.succeeded' as const, details: { from, unit: after } } : undefined;
}
