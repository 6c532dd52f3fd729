import { accountNames, staffOf } from '../accounts/index.ts';
import { cityDate } from '../calendar/index.ts';
import type { Named } from '../city/named.ts';
import { countOpenByOfficial } from '../feedback/index.ts';
import type { Context, Trilingual } from '../platform/context.ts';
import { Remembered } from '../platform/data/remembered.ts';
import { regulationOf } from '../regulations/index.ts';
import { unitsInForce } from '../units/index.ts';
import { named } from './delay-list/unit-totals.ts';
import type { OpenItem, Stage } from './open-items.ts';
import {
  type Alternative,
  alternatives,
  type Backlog,
  type Estimate,
  type History,
  type Wait,
} from './rules.ts';

/** An open item with what stands before it, and what its unit's answers of the past say about it. */
export interface Estimated {
  item: OpenItem;
  wait: Wait;
  estimate: Estimate;
}

export interface ForecastRow {
  code: string;
  regulation: Trilingual | null;
  /** That has it, or will probably get it. */
  unit: Named;
  assignee?: string;
  stage: Stage;
  dueAt: Date;
  /** Working days with the unit so far, and until the date; one decimal. */
  used: number;
  left: number;
  estimate: Estimate;
  /** What comes first takes all the time that is left. */
  wait?: Wait;
  /** Who would more probably answer in time. */
  official?: Alternative & { name: string; open?: number };
  otherUnit?: Alternative & { unit: Named };
}

interface Candidates {
  names: Map<string, string>;
  /** Open items by account id; undefined while they are being counted. */
  load: Map<string, number> | undefined;
}

const tenth = (days: number) => Math.round(days * 10) / 10;

export interface Known {
  history: History;
  backlog: Backlog;
}

/** Adds to each row which colleague and which other unit would more probably answer in time. */
export async function withReassigning(
  context: Context,
  rows: Estimated[],
  known: Known,
): Promise<ForecastRow[]> {
  const active = await peopleOf([...new Set(rows.map(({ item }) => item.unit))], context.now);
  const inForce = new Set(unitsInForce(cityDate(context.now)).map(({ slug }) => slug));
  // Who has left, and units that are no more, can take nothing over.
  const found = rows.map((each) => proposals(each, known, { assignee: active, unit: inForce }));
  const officials = found.flatMap(({ official }) => official?.to ?? []);
  const names = await accountNames([...officials, ...rows.flatMap(({ item }) => item.assignee ?? [])]);
  const candidates = { names, load: await countOpenByOfficial([...new Set(officials)]) };
  return rows.map((each, at) => ({ ...shown(each, names), ...shownChange(found[at]!, candidates) }));
}

/** What is proposed for one item counts for the next: a quick colleague is not quick with everything at once. */
function proposals(
  { item, estimate: { chance } }: Estimated,
  { history, backlog }: Known,
  present: Record<'assignee' | 'unit', ReadonlySet<string>>,
): { official?: Alternative | undefined; otherUnit?: Alternative | undefined } {
  const best = (by: 'assignee' | 'unit') => {
    const can = (to: string) => present[by].has(to);
    const wait = (to: string) => backlog.waitOf({ by, who: to }, item.place).days;
    const found = alternatives(history, item, { by, chance, can, wait })[0];
    if (found) backlog.add({ by, who: found.to }, item.place);
    return found;
  };
  // Nobody has it in hand yet: it is first decided whose it is.
  if (item.stage === 'to-route' || item.stage === 'disputed') return {};
  return { official: best('assignee'), otherUnit: best('unit') };
}

function shown({ item, wait, estimate }: Estimated, names: Map<string, string>): ForecastRow {
  const assignee = item.assignee ? names.get(item.assignee) : undefined;
  return {
    code: item.code,
    regulation: (item.regulation && regulationOf(item.regulation)?.name) || null,
    unit: named(item.unit),
    ...(assignee ? { assignee } : {}),
    stage: item.stage,
    dueAt: item.dueAt,
    used: tenth(item.used),
    left: tenth(item.left),
    estimate: { ...estimate, median: tenth(estimate.median), most: tenth(estimate.most) },
    ...(wait.days > item.left ? { wait: { ...wait, days: tenth(wait.days) } } : {}),
  };
}

function shownChange(
  { official, otherUnit }: { official?: Alternative | undefined; otherUnit?: Alternative | undefined },
  { names, load }: Candidates,
): Pick<ForecastRow, 'official' | 'otherUnit'> {
  const rounded = (each: Alternative) => ({ ...each, median: tenth(each.median) });
  const name = official && names.get(official.to);
  const open = load && official ? { open: load.get(official.to) ?? 0 } : {};
  return {
    ...(official && name ? { official: { ...rounded(official), name, ...open } } : {}),
    ...(otherUnit ? { otherUnit: { ...rounded(otherUnit), unit: named(otherUnit.to) } } : {}),
  };
}

/** Who is there changes slowly: it is read with hundreds of accounts. */
const present = new Remembered<Set<string>>({ most: 24, shared: 60_000 });

function peopleOf(units: string[], now: Date): Promise<Set<string>> {
  if (units.length === 0) return Promise.resolve(new Set());
  return present.get(units.sort().join(), now, async () => {
    const byRole = await Promise.all((['official', 'head'] as const).map((role) => staffOf({ role, units })));
    return new Set(byRole.flat().map(({ id }) => id));
  });
}
