import { cityDate } from '../../../calendar/index.ts';
import { withRow } from '../../../city/dated-rows.ts';
import type { Context } from '../../../platform/context.ts';
import { isDuplicateKey } from '../../../platform/data/connection.ts';
import { allow, Conflict, Invalid } from '../../../platform/errors.ts';
import { commit } from '../../../platform/journal/index.ts';
import { canEditRequirements } from '../../item/policy.ts';
import type { SenderRequirement } from '../../item/rules/fields.ts';
import { RequirementTable, type RequirementTableFields } from './model.ts';
import { requirementRows, TABLE } from './settings.ts';

/**
 * Sets what senders must give from a date on, tomorrow at the earliest: whoever has the form open is not refused for
 * what it did not ask.
 * @param number of the table that the form was made for
 * @throws Invalid; Conflict when somebody else has changed the table
 */
export async function addRequirement(
  context: Context,
  row: Omit<SenderRequirement, 'validTo'>,
  number: number,
): Promise<void> {
  allow(canEditRequirements(context.actor));
  if (row.validFrom <= cityDate(context.now))
    throw new Invalid({ validFrom: { text: 'feedback.requirements.errors.past' } });
  const table =
    (await RequirementTable.findById(TABLE)) ??
    new RequirementTable({ _id: TABLE, ...(await requirementRows()) });
  if (table.number !== number) throw new Conflict('feedback.requirements.errors.changed');
  table.rows = withRow(table.rows, row);
  table.markModified('rows');
  table.number += 1;
  table.changedAt = context.now;
  try {
    await commit<RequirementTableFields>(context, table, {
      name: 'requirements.added',
      details: { ...row, number: table.number },
    });
  } catch (error) {
    // Somebody has made the first change at the same moment.
    if (isDuplicateKey(error)) throw new Conflict('feedback.requirements.errors.changed');
    throw error;
  }
  await requirementRows();
}
