import { unitGroups } from '../../accounts/index.ts';
import { calendarOf, cityCalendar, cityDate, cityNoon } from '../../calendar/index.ts';
import type { Context } from '../../platform/context.ts';
import { namedUnit, namedUnits, UNIT_KINDS, unitsInForce } from '../../units/index.ts';
import { reorganisationOf } from './actions.ts';
import { Reorganisation, type ReorganisationFields } from './model.ts';
import { countsOf } from './parts.ts';
import { type Moved, PARTS } from './rules.ts';

const MOST_LISTED = 50;

/** What one can choose from. */
export function reorganisationChoices({ now }: Context, values: Record<string, unknown>) {
  const today = cityDate(now);
  const units = unitsInForce(today).map(({ slug, name }) => ({ slug, name }));
  return {
    ...{ units, kinds: UNIT_KINDS.filter((kind) => kind !== 'city') },
    ending: unitGroups(values['from'], today),
    besides: unitGroups(values['others'], today),
  };
}

/** What there is to move, part by part. */
export function countedParts(counts: Moved) {
  return PARTS.map((name) => ({ name, count: counts[name] }));
}

/** What a plan would do, with counts. */
export async function planShown(from: readonly string[]) {
  const hours = from.filter((slug) => calendarOf(slug) !== cityCalendar());
  return {
    ending: namedUnits(from),
    parts: countedParts(await countsOf(from)),
    ownHours: namedUnits(hours),
  };
}

const listed = (row: Pick<ReorganisationFields, '_id' | 'state' | 'from' | 'heir' | 'lastDay'>) => ({
  ...{ id: row._id, state: row.state, ending: namedUnits(row.from), heir: namedUnit(row.heir) },
  lastDayAt: cityNoon(row.lastDay),
});

/** Newest first. */
export async function reorganisations() {
  const rows = await Reorganisation.find().sort({ createdAt: -1, _id: -1 }).limit(MOST_LISTED).lean();
  return rows.map(listed);
}

/** @throws NotFound */
export async function reorganisationShown({ now }: Context, id: string) {
  const found = (await reorganisationOf(id)).toObject() as ReorganisationFields;
  const counts = found.found ?? (await countsOf(found.from));
  const left = found.left as Moved | null;
  return {
    ...listed(found),
    ...{ basis: found.basis, by: found.by.name, createdAt: found.createdAt, doneAt: found.doneAt },
    others: namedUnits(found.others),
    parts: countedParts(counts).map((part) => ({
      ...part,
      // Accounts keep the former unit beside the new one.
      moved: left && (part.name === 'accounts' ? part.count : part.count - left[part.name]),
    })),
    mayUndo: found.state === 'planned' && found.carryAt > now,
  };
}

/** What letters about a plan say. */
export function planOfLetters(id: string) {
  const fields = { from: 1, heir: 1, made: 1, lastDay: 1, basis: 1 } as const;
  return Reorganisation.findById(id, fields).lean<
    Pick<ReorganisationFields, '_id' | 'from' | 'heir' | 'made' | 'lastDay' | 'basis'>
  >();
}
