import mongoose from 'mongoose';
import { cityDate, cityMidnight } from '../../calendar/index.ts';
import { dayAfter } from '../../city/dates.ts';
import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Invalid, NotFound, type Text } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { allUnits, checkUnits, loadUnits, type Unit, unitOf, unitsBySlug } from '../../units/index.ts';
import { backTo, changeCatalogue } from '../actions.ts';
import { CatalogueChange } from '../model.ts';
import { isNamed } from '../named.ts';
import { canKeepCatalogue } from '../policy.ts';
import { fieldOfFault } from '../rules.ts';
import { Reorganisation, type ReorganisationDocument } from './model.ts';
import { countsOf } from './parts.ts';
import { NEEDS_HEIR, type Plan, planFaults, unitsAfter, unitsBelow } from './rules.ts';

export interface PlanGiven extends Omit<Plan, 'heir'> {
  /** A unit that there is, one that is made, or nobody. */
  heir: string | Unit | null;
  basis: string;
}

/**
 * The rows that the catalogue would have.
 * @throws Invalid by field of the form
 */
export async function rowsOfPlan({ now }: Context, given: PlanGiven): Promise<Unit[]> {
  await loadUnits();
  const { heir: wanted, basis: _, ...plan } = given;
  const made = typeof wanted === 'object' ? wanted : undefined;
  const known = { units: unitsBySlug(), today: cityDate(now), ending: await endingUnits() };
  const faults = planFaults(made ? plan : { ...plan, heir: wanted as string | null }, known);
  if (made && unitOf(made.slug)) faults['slug'] = { text: 'catalogue.errors.slug-taken' };
  if (wanted === null && !faults['from'] && (await needsHeir(plan)))
    faults['heir'] = { text: 'catalogue.reorganisation.errors.needs-heir' };
  if (Object.keys(faults).length > 0) throw new Invalid(faults);
  const heir = typeof wanted === 'string' ? unitOf(wanted)! : wanted;
  const rows = unitsAfter(plan, { units: unitsBySlug(), heir });
  checkTogether(rows);
  return rows;
}

async function needsHeir(plan: Pick<Plan, 'from' | 'lastDay'>): Promise<boolean> {
  const counts = await countsOf(plan.from);
  return NEEDS_HEIR.some((name) => counts[name] > 0) || unitsBelow(unitsBySlug(), plan).length > 0;
}

/** @throws Invalid where the rows do not fit the rest of the catalogue */
function checkTogether(rows: readonly Unit[]): void {
  const numbered = rows.map((value, at) => ({ row: at + 1, value }));
  const wrong = checkUnits(numbered, allUnits()).refused.flatMap((each) => each.faults);
  const fields = wrong.map(({ text, values }): [string, Text] => [
    fieldOfFault(text),
    { text, values: values ?? {} },
  ]);
  if (fields.length > 0) throw new Invalid(Object.fromEntries(fields));
}

/** Of plans that are not done: nobody ends a unit twice. */
async function endingUnits(): Promise<Set<string>> {
  const rows = await Reorganisation.find({ state: { $in: ['planned', 'carrying'] } }, { from: 1 }).lean();
  return new Set(rows.flatMap(({ from }) => from));
}

/**
 * Plans it: the catalogue says from now on when the units end and who follows them; what they have in hand is moved when
 * the day has come.
 * @returns its id
 */
export async function planReorganisation(context: Context, given: PlanGiven): Promise<string> {
  const { actor, now } = context;
  allow(canKeepCatalogue(actor));
  await rowsOfPlan(context, given);
  const _id = new mongoose.Types.ObjectId().toHexString();
  const { from, others, lastDay, basis } = given;
  const by = isStaff(actor) ? { id: actor.id, name: actor.name } : { id: 'system', name: '' };
  const made = typeof given.heir === 'object' ? given.heir : null;
  const heir = made?.slug ?? (given.heir as string | null);
  const carryAt = cityMidnight(dayAfter(lastDay));
  const plan = new Reorganisation({
    ...{ _id, state: 'planned', from, heir, others, lastDay, basis, by, made, createdAt: now, carryAt },
  });
  await commit(context, plan, { name: 'reorganisation.planned', details: { from, heir, others, lastDay } });
  try {
    await enact(context, plan);
  } catch (error) {
    if (error instanceof Conflict) await giveUp(context, _id);
    throw error;
  }
  return _id;
}

/** Writes into the catalogue what a plan says; a crash may have come between the two, or after both. */
export async function enact(context: Context, plan: ReorganisationDocument): Promise<void> {
  if (plan.change || isWritten(plan)) return;
  const heir = plan.made ?? (plan.heir ? unitOf(plan.heir)! : null);
  const rows = unitsAfter(plan, { units: unitsBySlug(), heir });
  const change = await changeCatalogue(context, {
    ...{ kind: 'units', way: 'reorganisation' },
    rows: rows.map((after) => ({ slug: after.slug, after: { ...after } })),
  });
  // Beside the journal: it tells nothing new.
  await Reorganisation.updateOne({ _id: plan._id }, { $set: { change: change._id } });
}

/** The catalogue says that the units end on that day. */
export function isWritten({ from, lastDay }: Pick<ReorganisationDocument, 'from' | 'lastDay'>): boolean {
  return from.every((slug) => unitOf(slug)?.validTo === lastDay);
}

/** Somebody else was faster, or the catalogue was brought back. */
export function giveUp(context: Context, id: string): Promise<void> {
  return retrying(async () => {
    const found = await reorganisationOf(id);
    if (found.state !== 'planned') return;
    found.state = 'undone';
    await commit(context, found, { name: 'reorganisation.undone', details: { from: found.from } });
  });
}

export async function reorganisationOf(id: string): Promise<ReorganisationDocument> {
  const found = await Reorganisation.findById(id);
  if (!found) throw new NotFound();
  return found;
}

/**
 * Before it begins: the catalogue is as it was. Undoing twice changes nothing.
 * @throws Conflict once it has begun, or where the catalogue has been changed since
 */
export async function undoReorganisation(context: Context, id: string): Promise<void> {
  allow(canKeepCatalogue(context.actor));
  const found = await reorganisationOf(id);
  if (found.state === 'undone') return;
  if (found.state !== 'planned' || found.carryAt <= context.now)
    throw new Conflict('catalogue.reorganisation.errors.begun');
  // A crash may have come before the plan knew its change.
  const own = found.change
    ? { _id: found.change }
    : { way: 'reorganisation' as const, 'rows.slug': found.from[0]! };
  const change = await CatalogueChange.findOne(own).sort({ number: -1 }).lean();
  const rows = change?.rows.map(({ slug }) => slug) ?? [];
  if (change && isWritten(found) && found.made && (await isNamed([found.made.slug], rows)))
    throw new Conflict('catalogue.errors.undo-named');
  if (change && isWritten(found)) await changeCatalogue(context, ...backTo(change));
  await giveUp(context, id);
}
