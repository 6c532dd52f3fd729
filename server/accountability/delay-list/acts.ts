import type { Named } from '../../city/named.ts';
import type { DelayCause } from '../../feedback/item/rules/delay-causes.ts';
import type { Role } from '../../platform/context.ts';
import { Remembered } from '../../platform/data/remembered.ts';
import {
  type Correction,
  DelayList,
  type DelayListFields,
  DelayRepeat,
  type DelayRepeatFields,
  type ListEntry,
} from './model.ts';
import {
  entryId,
  type ListStatus,
  type Position,
  type Totals,
  totalsOfEntries,
  unitKey,
} from './rules/act.ts';
import { named } from './unit-totals.ts';

/** What everybody may know of a correction: not by whom. */
export interface CorrectionShown {
  kind: Correction['kind'];
  reason: string;
  at: Date;
  role: Role;
  version: number | null;
  days: { before: number; after: number } | null;
  cause: { before: DelayCause | null; after: DelayCause | null } | null;
  position: { before: Position; after: Position } | null;
}

/** What everybody may know of an entry of a published list. */
export interface EntryShown {
  position: Position;
  name: string | null;
  days: number;
  cause: DelayCause | null;
  removed: boolean;
  reply: { text: string; role: Role; at: Date } | null;
  corrections: CorrectionShown[];
}

/** How far the list of a unit is; public before it is published too. */
export interface ActShown {
  unit: Named | null;
  status: ListStatus;
  replyUntil: Date | null;
  publishOn: Date | null;
  publishedAt: Date | null;
  /** null until it is published. */
  version: number | null;
  updatedAt: Date;
  /** A repeat offender by the rule of the month: in which months it was late. Null: none, or not yet counted. */
  repeated: string[] | null;
}

export interface Acts {
  lists: ActShown[];
  /** Of published lists only. */
  entry(item: { code: string; review: boolean; look?: number }, unit: string | null): EntryShown | undefined;
  totals(unit: string | null): Totals | undefined;
}

const KEPT = { most: 24, shared: 30_000 };
const acts = new Remembered<Acts>(KEPT);

/** The lists of a month, as everybody may know them. */
export function actsOf(month: string, now: Date): Promise<Acts> {
  return acts.get(month, now, () => readActs(month));
}

export function forgetActs(month: string): void {
  acts.forget(month);
}

async function readActs(month: string): Promise<Acts> {
  const rows = await DelayList.find({ month }, { pending: 0 }).sort({ _id: 1 }).lean<DelayListFields[]>();
  const published = rows.filter(({ status }) => status === 'published');
  const entries = new Map(
    published.flatMap((list) =>
      list.entries.map(
        (entry) => [`${entry.id} ${unitKey(list.unit)}`, entryShown(entry, list.corrections)] as const,
      ),
    ),
  );
  const repeats = await DelayRepeat.find(
    { month, official: null, status: { $ne: 'lapsed' } },
    { unit: 1, months: 1 },
  ).lean<DelayRepeatFields[]>();
  const repeated = new Map(repeats.map(({ unit, months }) => [unit, months]));
  const totals = new Map(published.map((list) => [list.unit, totalsOfEntries(list.entries)]));
  return {
    lists: rows.map((list) => actShown(list, repeated.get(list.unit))),
    entry: (item, unit) => entries.get(`${entryId(item)} ${unitKey(unit)}`),
    totals: (unit) => totals.get(unit),
  };
}

export function actShown(
  list: Omit<DelayListFields, 'entries' | 'corrections' | 'pending' | 'version'>,
  repeated: string[] | null = null,
): ActShown {
  const { unit, status, replyUntil, publishOn, publishedAt, edition, updatedAt } = list;
  return {
    unit: unit === null ? null : named(unit),
    ...{ status, replyUntil, publishOn, publishedAt, updatedAt },
    version: edition > 0 ? edition : null,
    repeated,
  };
}

export function entryShown(entry: ListEntry, corrections: readonly Correction[]): EntryShown {
  const { position, name, days, cause, removed, reply } = entry;
  return {
    ...{ position, days, cause, removed },
    name: removed || position !== 'official' ? null : name,
    reply: reply && { text: reply.text, role: reply.role, at: reply.at },
    corrections: corrections.filter(({ entry: id }) => id === entry.id).map(correctionShown),
  };
}

function correctionShown({ kind, reason, at, role, version, before, after }: Correction): CorrectionShown {
  const change = <Name extends 'days' | 'cause' | 'position'>(name: Name) =>
    before[name] === after[name] ? null : { before: before[name], after: after[name] };
  return {
    ...{ kind, reason, at, role, version },
    days: change('days'),
    cause: change('cause'),
    position: change('position'),
  };
}
