import { accountNames, staffOf } from '../accounts/index.ts';
import { Feedback } from '../feedback/index.ts';
import { IN_UNIT } from '../feedback/rules.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { regulationOf } from '../regulations/index.ts';
import { today, unitsInForce } from '../units/index.ts';
import { type Alternative, alternatives, type Estimate, type History } from './rules.ts';
import { type Named, named } from './unit-totals.ts';

/** An open item with what its unit's answers of the past say about it. */
export interface Estimated {
  row: {
    code: string;
    regulation: string | null;
    kind: string;
    unit: string;
    assignee: string | null;
    dueAt: Date;
  };
  used: number;
  left: number;
  estimate: Estimate;
}

export interface ForecastRow {
  code: string;
  regulation: Trilingual | null;
  unit: Named;
  assignee?: string;
  dueAt: Date;
  /** Working days with the unit so far, and until the date; one decimal. */
  used: number;
  left: number;
  estimate: Estimate;
  /** Who would more probably answer in time. */
  official?: Alternative & { name: string; open: number };
  otherUnit?: Alternative & { unit: Named };
}

interface Candidates {
  names: Map<string, string>;
  /** Open items by account id. */
  load: Map<string, number>;
}

const tenth = (days: number) => Math.round(days * 10) / 10;

/** Adds to each row which colleague and which other unit would more probably answer in time. */
export async function withReassigning(
  context: Context,
  rows: Estimated[],
  history: History,
): Promise<ForecastRow[]> {
  const active = await peopleOf([...new Set(rows.map(({ row }) => row.unit))]);
  const present = new Set(unitsInForce(today(context)).map(({ slug }) => slug));
  // Who has left, and units that are no more, can take nothing over.
  const found = rows.map(({ row, used, left, estimate: { chance } }) => {
    const item = { ...row, used, left };
    const best = (by: 'assignee' | 'unit', can: ReadonlySet<string>) =>
      alternatives(history, item, { by, chance, can: (to) => can.has(to) })[0];
    return { official: best('assignee', active), otherUnit: best('unit', present) };
  });
  const officials = found.flatMap(({ official }) => official?.to ?? []);
  const names = await accountNames([...officials, ...rows.flatMap(({ row }) => row.assignee ?? [])]);
  const candidates = { names, load: await openItemsOf([...new Set(officials)]) };
  return rows.map((each, at) => ({ ...shown(each, names), ...shownChange(found[at]!, candidates) }));
}

function shown({ row, used, left, estimate }: Estimated, names: Map<string, string>): ForecastRow {
  const assignee = row.assignee ? names.get(row.assignee) : undefined;
  return {
    code: row.code,
    regulation: (row.regulation && regulationOf(row.regulation)?.name) || null,
    unit: named(row.unit),
    ...(assignee ? { assignee } : {}),
    dueAt: row.dueAt,
    used: tenth(used),
    left: tenth(left),
    estimate: { ...estimate, median: tenth(estimate.median), most: tenth(estimate.most) },
  };
}

function shownChange(
  { official, otherUnit }: { official?: Alternative | undefined; otherUnit?: Alternative | undefined },
  { names, load }: Candidates,
): Pick<ForecastRow, 'official' | 'otherUnit'> {
  const rounded = (each: Alternative) => ({ ...each, median: tenth(each.median) });
  const name = official && names.get(official.to);
  return {
    ...(official && name
      ? { official: { ...rounded(official), name, open: load.get(official.to) ?? 0 } }
      : {}),
    ...(otherUnit ? { otherUnit: { ...rounded(otherUnit), unit: named(otherUnit.to) } } : {}),
  };
}

async function peopleOf(units: string[]): Promise<Set<string>> {
  const people = new Set<string>();
  for (const unit of units)
    for (const role of ['official', 'head'] as const)
      for (const { id } of await staffOf({ role, unit })) people.add(id);
  return people;
}

async function openItemsOf(accounts: string[]): Promise<Map<string, number>> {
  if (accounts.length === 0) return new Map();
  const rows = await Feedback.aggregate<{ _id: string; count: number }>([
    { $match: { status: { $in: [...IN_UNIT] }, assignee: { $in: accounts } } },
    { $group: { _id: '$assignee', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map((row) => [row._id, row.count]));
}
