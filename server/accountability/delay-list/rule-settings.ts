import { cityDate } from '../../calendar/index.ts';
import { rowOnOrFirst, withRow } from '../../city/dated-rows.ts';
import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { allow, Conflict, Invalid } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { readSeed } from '../../platform/seed.ts';
import { DelayRuleTable, type DelayRuleTableFields } from './model.ts';
import { canEditRules } from './policy.ts';
import type { DelayRule } from './rules/dated-rule.ts';

const TABLE = 'city';

export interface DelayRules {
  number: number;
  rows: readonly DelayRule[];
}

/** The table of the city; until somebody changes it the one that ships, as number 1. */
export async function delayRules(): Promise<DelayRules> {
  const table = await DelayRuleTable.findById(TABLE, { number: 1, rows: 1 }).lean();
  return table
    ? { number: table.number, rows: table.rows }
    : { number: 1, rows: readSeed<DelayRule[]>('delay-rules') };
}

export const ruleOn = ({ rows }: DelayRules, date: string): DelayRule => rowOnOrFirst(rows, date);

/**
 * Sets the rule from a date on, today or later: what has been published stays as it is.
 * @param number of the table that the form was made for
 * @throws Invalid; Conflict when somebody else has changed the table
 */
export async function addRule(
  context: Context,
  row: Omit<DelayRule, 'validTo'>,
  number: number,
): Promise<void> {
  allow(canEditRules(context.actor));
  if (row.validFrom < cityDate(context.now))
    throw new Invalid({ validFrom: { text: 'accountability.delay-list.rules.errors.past' } });
  if (row.repeatTimes > row.repeatMonths)
    throw new Invalid({ repeatTimes: { text: 'accountability.delay-list.rules.errors.repeat' } });
  const table =
    (await DelayRuleTable.findById(TABLE)) ?? new DelayRuleTable({ _id: TABLE, ...(await delayRules()) });
  if (table.number !== number) throw new Conflict('accountability.delay-list.rules.errors.changed');
  table.rows = withRow(table.rows, row);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  try {
    await commit<DelayRuleTableFields>(context, table, {
      name: 'delay-rules.added',
      details: { ...row, number: table.number },
    });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('accountability.delay-list.rules.errors.changed');
    throw error;
  }
}
