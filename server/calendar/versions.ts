import { storeMemory } from '../platform/data/store-memory.ts';
import { NotFound } from '../platform/errors.ts';
import { CITY, dataInForce } from './current.ts';
import { CalendarVersion, type CalendarVersionFields, versionId } from './model.ts';
import { type CalendarChange, changesBetween } from './rules.ts';

/** What a version of a calendar changed of the one before it, and why: everybody may read it. */
export interface VersionChange {
  number: number;
  reason: string | null;
  changes: CalendarChange[];
}

const HELD = ['applied', 'superseded'] as const;
type Held = Pick<CalendarVersionFields, 'of' | 'number' | 'reason' | 'data'>;

function heldBefore({ of, number }: Pick<Held, 'of' | 'number'>): Promise<Held | null> {
  return CalendarVersion.findOne({ of, number: { $lt: number }, status: { $in: [...HELD] } })
    .sort({ number: -1 })
    .lean<Held>();
}

async function changeOf(version: Held): Promise<VersionChange> {
  const { number, reason, data } = version;
  const before = await heldBefore(version);
  return { number, reason, changes: before ? changesBetween(before.data, data) : [] };
}

/** Thousands of letters tell of one change. What was applied stays as it is. */
const changes = storeMemory(() => new Map<number, VersionChange>());
const MOST_KNOWN = 20;

/** What a version of the city's calendar has changed; undefined when there is none of that number. */
export async function changeOfCity(number: number): Promise<VersionChange | undefined> {
  const known = changes();
  const found = known.get(number);
  if (found) return found;
  const row = await CalendarVersion.findOne({
    _id: versionId(CITY, number),
    status: { $in: [...HELD] },
  }).lean<Held>();
  if (!row) return undefined;
  const change = await changeOf(row);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(number, change);
  return change;
}

export interface ShownVersion extends VersionChange {
  from: Date | null;
  until: Date | null;
  inForce: boolean;
  /** Numbers of the versions that held before and after it. */
  before?: number;
  next?: number;
}

/** A version that holds or has held, with its data. @throws NotFound */
export async function heldVersion(
  of: string,
  number: number,
): Promise<{ row: CalendarVersionFields; shown: ShownVersion }> {
  const row = await CalendarVersion.findById(versionId(of, number)).lean<CalendarVersionFields>();
  if (!row || !(HELD as readonly string[]).includes(row.status)) throw new NotFound();
  const later = CalendarVersion.findOne(
    { of, number: { $gt: number }, status: { $in: [...HELD] } },
    { number: 1 },
  );
  const [before, next] = [await heldBefore(row), await later.sort({ number: 1 }).lean()];
  const shown = {
    ...(await changeOf(row)),
    from: row.validFrom,
    until: row.validUntil,
    inForce: dataInForce(of)?.number === number,
    ...(before ? { before: before.number } : {}),
    ...(next ? { next: next.number } : {}),
  };
  return { row, shown };
}
