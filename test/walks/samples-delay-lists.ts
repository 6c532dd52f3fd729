import { entryMark } from '../../server/accountability/delay-list/actions.ts';
import {
  DelayList,
  type DelayListFields,
  DelayRepeat,
  type ListEntry,
} from '../../server/accountability/delay-list/model.ts';
import { listId } from '../../server/accountability/delay-list/rules/act.ts';
import { UNIT } from '../support/factories.ts';
import type { Sample, Stage } from './samples.ts';

/** A month long ago: the jobs make no lists of it, and every call has one of its own. */
let made = 0;
const monthOf = (number: number) =>
  `${1970 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

type Wishes = Partial<Pick<DelayListFields, 'status' | 'replyUntil' | 'edition' | 'publishedAt'>>;

/** A list of the unit with one entry of whoever calls, in a state. */
async function list({ world, viewer }: Stage, { status = 'open', replyUntil, ...more }: Wishes) {
  const now = world.clock.now();
  const month = monthOf(made++);
  const entry: ListEntry = {
    ...{ id: 'PA-2026-000001', code: 'PA-2026-000001', review: false, regulation: null, state: 'open-late' },
    ...{
      dueAt: now,
      closedAt: null,
      daysLate: 3,
      days: 3,
      apologised: false,
      extended: false,
      removed: false,
    },
    ...{ cause: null, position: 'official', official: viewer.actor?.id ?? null, name: null, reply: null },
  };
  const later = new Date(now.getTime() + 86_400_000 * 400);
  await DelayList.create({
    ...{
      _id: listId(month, UNIT),
      month,
      unit: UNIT,
      respondents: [UNIT],
      status,
      madeAt: now,
      updatedAt: now,
    },
    ...{ openOn: later, replyUntil: replyUntil ?? later, publishOn: later, entries: [entry] },
    ...more,
  });
  return { month, unit: UNIT, entry: entry.id };
}

const placed = (wishes: Wishes) => (stage: Stage) => list(stage, wishes);
const seen = entryMark({ id: 'PA-2026-000001', reply: null } as ListEntry, { corrections: [] });
const reason = 'Ngày cắt điện do cơ quan khác quyết định.';

/** A record of the unit, or of an official whose head the caller may be. */
function record(of: 'unit' | 'official') {
  return async ({ world }: Stage) => {
    const month = monthOf(made++);
    const official = of === 'unit' ? null : 'nobody';
    const _id = official ? `${listId(month, UNIT)}.${official}` : listId(month, UNIT);
    const rule = { repeatTimes: 1, repeatMonths: 6, basis: '766/QĐ-TTg' };
    const rest = { months: [month], rule, status: 'open' as const, madeAt: world.clock.now() };
    await DelayRepeat.create({ _id, month, unit: UNIT, official, ...rest });
    return { record: _id };
  };
}

const past = new Date('2026-01-01T00:00:00Z');

/** Lists of who was late, as acts. */
export const delayListSamples: Record<string, Sample> = {
  'GET /delay-lists': {},
  'GET /delay-lists/:month': { params: placed({}) },
  'GET /delay-lists/:month/:unit': { params: placed({}) },
  'GET /delay-lists/:month/:unit/entries/:entry': { params: placed({}) },
  'POST /delay-lists/:month/:unit/entries/:entry/reply': {
    ...{ params: placed({}), changes: true, each: true },
    fields: () => ({ seen, text: reason }),
  },
  'POST /delay-lists/:month/:unit/entries/:entry/correction': {
    ...{ params: placed({}), changes: true, each: true },
    fields: () => ({ seen, kind: 'removed', reason }),
  },
  'POST /delay-lists/:month/opening': { params: placed({ status: 'draft' }), changes: true },
  'POST /delay-lists/:month/:unit/opening': { params: placed({ status: 'draft' }), changes: true },
  'POST /delay-lists/:month/approval': {
    params: placed({ status: 'to-approve', replyUntil: past }),
    changes: true,
  },
  'POST /delay-lists/:month/:unit/approval': {
    params: placed({ status: 'to-approve', replyUntil: past }),
    changes: true,
  },
  'GET /delays/:month/list.pdf': {
    params: placed({ status: 'published', edition: 1, publishedAt: past }),
  },
  'GET /delays/feed.atom': { query: `unit=${UNIT}` },
  'GET /embed/delays/:unit': { params: () => ({ unit: UNIT }) },
  'GET /embed/delays/:unit/list.json': { params: () => ({ unit: UNIT }) },
  'GET /delay-repeats': {},
  'GET /delay-repeats/:record': { params: record('unit') },
  'POST /delay-repeats/:record/decision': {
    ...{ params: record('official'), changes: true },
    fields: () => ({ kind: 'plan', reason }),
  },
};
