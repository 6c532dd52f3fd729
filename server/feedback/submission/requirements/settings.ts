import { readSeed } from '../../../platform/seed.ts';
import { type Setting, tableOf } from '../../../settings/index.ts';
import { requirementAt, type SenderRequirement } from '../../item/rules/fields.ts';
import { WAYS } from './rules.ts';

/** From tomorrow at the earliest: whoever has the form open is not refused for what it did not ask. */
export const SENDER_REQUIREMENTS: Setting<SenderRequirement> = {
  name: 'sender-requirements',
  group: 'answers',
  was: ['/sender-requirements'],
  shipped: () => readSeed('sender-requirements'),
  fields: [
    { name: 'name', kind: 'yes' },
    { name: 'oneOf', kind: 'choices', of: WAYS, texts: 'feedback.requirements.ways', least: 0 },
    { name: 'basis', kind: 'line', most: 200 },
  ],
};

/** What a sender must give on a date (yyyy-mm-dd in the city). */
export function senderRequirementOn(date: string): SenderRequirement {
  return requirementAt(tableOf(SENDER_REQUIREMENTS).rows, date);
}
