import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, Forbidden } from '../../platform/errors.ts';
import { commit } from '../../platform/journal/index.ts';
import { FactorRuleModel, RULE } from '../factor-rule.ts';
import { canManageAccounts } from '../policy.ts';
import type { FactorDays } from '../rules.ts';

/**
 * Sets which roles need a second factor, and from which day on.
 * @param number of the rule that the form was made for
 * @throws Conflict when somebody else has changed it
 */
export async function changeFactorRule(context: Context, days: FactorDays, number: number): Promise<void> {
  if (!canManageAccounts(context.actor)) throw new Forbidden();
  const changed = new Conflict('accounts.errors.factor-rule-changed');
  const rule = (await FactorRuleModel.findById(RULE)) ?? new FactorRuleModel({ _id: RULE, number: 0 });
  if (rule.number !== number) throw changed;
  const before = rule.days;
  rule.days = days;
  rule.markModified('days');
  rule.number += 1;
  rule.changedAt = context.now;
  try {
    await commit(context, rule, { name: 'factor-rule.changed', details: { before, after: days } });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw changed;
    throw error;
  }
}
