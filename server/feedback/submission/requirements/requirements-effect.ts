import { type EffectRow, withEffect } from '../../../settings/index.ts';
import { Feedback, type FeedbackFields } from '../../item/model.ts';
import { missingFields, type SenderRequirement } from '../../item/rules/fields.ts';
import { UNSHIELDED } from '../../item/shielded.ts';
import { SENDER_REQUIREMENTS } from './settings.ts';

const READ_AGAIN = 200;

type Row = Pick<FeedbackFields, 'sender'>;
type Requirement = Omit<SenderRequirement, 'validTo'>;

const lacking = (rows: readonly Row[], requirement: Requirement) =>
  rows.filter(({ sender }) => missingFields(sender, requirement as SenderRequirement).length > 0).length;

/** What senders must give, with how many of the newest who wrote themselves had not given it. */
export const REQUIREMENTS_WITH_EFFECT = withEffect(SENDER_REQUIREMENTS, async (_, { before, after }) => {
  const rows = await Feedback.find(
    { channel: { $in: ['web', 'api'] }, erased: null, ...UNSHIELDED },
    { sender: 1 },
  )
    .sort({ receivedAt: -1, _id: -1 })
    .limit(READ_AGAIN)
    .lean<Row[]>();
  if (rows.length === 0) return [];
  const [old, next] = [lacking(rows, before), lacking(rows, after)];
  return [
    {
      text: 'settings.effects.sender-requirements.refused',
      values: { of: rows.length },
      before: old,
      after: next,
    } satisfies EffectRow,
  ];
});
