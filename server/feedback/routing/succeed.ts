import type { Succession } from '../../city/succession.ts';
import type { Context } from '../../platform/context.ts';
import { openContributions } from '../contributions/rules.ts';
import { followItem } from '../item/change.ts';
import { forAllFound } from '../item/for-all-found.ts';
import { BEFORE_ALL, Feedback, type FeedbackDocument } from '../item/model.ts';
import { handedOver, plain } from '../item/rules/holdings.ts';
import { OPEN } from '../item/rules/status.ts';

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
    const waits = { $or: [...waitingFor([from]), appealsTo([from]), raisedBy([from])] } as never;
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

/**
 * Nothing else changes: assignee, draft and dates stay, and the clock of the step goes on. What the unit held until now
 * stays booked on it.
 */
function succeeded({ now }: Context, item: FeedbackDocument, { from, to }: Succession) {
  let done = false;
  if (item.unit === from && OPEN.includes(item.status)) {
    const running = item.holdings.find((each) => each.to === null);
    item.unit = to;
    const learned = item.learnedUnits;
    if (learned)
      item.set(
        'learnedUnits.units',
        learned.units.map((each) => (each === from ? to : each)),
      );
    item.earlierUnits.push(from);
    if (running) item.holdings = handedOver(item.holdings, now, { ...plain(running), unit: to, from: now });
    done = true;
  }
  for (const each of openContributions(item.contributions).filter(({ unit }) => unit === from)) {
    each.unit = to;
    done = true;
  }
  for (const place of ['dispute.unit', 'dispute.proposed', 'dispute.decided']) {
    if (!item.dispute || item.get(place) !== from) continue;
    item.set(place, to);
    done ||= OPEN.includes(item.status);
  }
  if (item.appeal && !item.appeal.decision && item.appeal.to === from) {
    item.set('appeal.to', to);
    done = true;
  }
  if (item.raised?.unit === from) {
    item.set('raised.unit', to);
    done = true;
  }
  return done ? { name: 'feedback.succeeded' as const, details: { from, unit: to } } : undefined;
}
