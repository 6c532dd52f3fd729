import type { Context } from '../../platform/context.ts';
import { Conflict, Forbidden, Invalid, NotFound, type Text } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { CITY, cityDate } from '../current.ts';
import { loadLimits } from '../load.ts';
import { LimitTable, type LimitTableFields, storable } from '../model.ts';
import { canEditLimits } from '../policy.ts';
import {
  checkLimits,
  type LimitRow,
  limitAdded,
  limitEnded,
  limitGaps,
  limitId,
  type Problem,
  readDay,
} from '../rules.ts';
import { problemText } from './drafts.ts';

/** Fields of the form for the kinds of problem; what has none stands at the date from which the row holds. */
const FIELD: Record<string, string> = {
  'limit-amount': 'amount',
  'limit-basis-missing': 'basisVi',
  'limit-unit-unknown': 'unit',
  'limit-step-unknown': 'step',
  'dates-reversed': 'validTo',
};

interface Change {
  name: string;
  /** The table's number on the page: somebody else may have changed it meanwhile. */
  number: number;
  details: Record<string, unknown>;
  change(rows: LimitRow[]): LimitRow[];
  fieldOf(problem: Problem): string;
}

/** What begins or ends in the past would claim of items received since that they had another limit than they had. */
function refusePast(context: Context, fields: Record<string, string | null>): void {
  const today = cityDate(context.now);
  const past = Object.entries(fields).filter(
    ([, date]) => date && readDay(date) !== undefined && date < today,
  );
  const texts = past.map(([field]) => [field, { text: 'calendar.errors.limit-past' }]);
  if (past.length > 0) throw new Invalid(Object.fromEntries(texts));
}

/** Adds a dated row, from today on or later. @throws Invalid, Conflict */
export function addLimit(
  context: Context,
  row: LimitRow,
  { number, replace }: { number: number; replace: boolean },
): Promise<void> {
  if (row.regulation && !context.site.catalogue.regulation(row.regulation))
    throw new Invalid({ regulation: { text: 'calendar.errors.unknown-regulation' } });
  if (canEditLimits(context.actor)) refusePast(context, { validFrom: row.validFrom });
  return change(context, {
    name: 'row-added',
    number,
    details: { id: limitId(row), row },
    change: (rows) => limitAdded(rows, row, replace),
    fieldOf: ({ key, values }) =>
      (key === 'date-malformed' && values['date'] === row.validTo ? 'validTo' : FIELD[key]) ?? 'validFrom',
  });
}

/** Ends a row on a date, inclusive, today or later. @throws Invalid, Conflict, NotFound */
export function endLimit(
  context: Context,
  { id, validTo }: { id: string; validTo: string },
  { number }: { number: number },
): Promise<void> {
  if (canEditLimits(context.actor)) refusePast(context, { [`validTo-${id}`]: validTo });
  return change(context, {
    name: 'row-ended',
    number,
    details: { id, validTo },
    change: (rows) => {
      if (!rows.some((row) => limitId(row) === id)) throw new NotFound();
      return limitEnded(rows, id, validTo);
    },
    fieldOf: () => `validTo-${id}`,
  });
}

async function change(context: Context, { name, number, details, change, fieldOf }: Change): Promise<void> {
  if (!canEditLimits(context.actor)) throw new Forbidden();
  const table = await LimitTable.findById(CITY);
  if (!table) throw new NotFound();
  if (table.number !== number) throw new Conflict('calendar.errors.limits-changed');
  const rows = change(table.rows as LimitRow[]);
  refuseProblems([...checkLimits(rows), ...gaps(rows, context)], fieldOf);
  table.rows = storable(rows);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  await commit<LimitTableFields>(context, table, {
    name: `limits.${name}`,
    details: { ...details, number: table.number },
  });
  await loadLimits();
}

/** From today on no step may be without a limit: an item received then would have no date. */
function gaps(rows: LimitRow[], context: Context): Problem[] {
  return checkLimits(rows).length > 0 ? [] : limitGaps(rows, cityDate(context.now));
}

function refuseProblems(problems: Problem[], fieldOf: (problem: Problem) => string): void {
  const fields: Record<string, Text> = {};
  for (const problem of problems) fields[fieldOf(problem)] ??= problemText(problem);
  if (problems.length > 0) throw new Invalid(fields);
}
