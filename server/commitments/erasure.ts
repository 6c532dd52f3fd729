import type { Context } from '../platform/context.ts';
import { changeEach, emptyPersonalParts, type Reaction } from '../platform/journal/index.ts';
import { dropLettersAbout } from '../platform/mail/old-letters.ts';
import { Commitment } from './model.ts';

/** Stands where an objection had its words, as in an item. */
const GONE = '—';

/** What the sender wrote goes; that somebody objected, and the reply that everybody reads, stay. */
async function eraseSender(context: Context, source: string): Promise<void> {
  await changeEach(context, Commitment, {
    filter: { source, senderErased: { $ne: true } },
    change(commitment) {
      commitment.senderErased = true;
      if (commitment.objection) commitment.set('objection.reason', GONE);
      return { name: 'commitment.personal-erased', code: commitment.code, details: { source } };
    },
  });
}

/** Who sent the item is gone: so is what that person wrote about the promises in its answer, and was written about them. */
export const erasureReaction: Reaction = {
  name: 'commitments.erase',
  to: ['feedback.personal-erased'],
  async run({ subject, details }, context) {
    const source = subject.code!;
    const rows = await Commitment.find({ source }, { code: 1, madeAt: 1, pending: 1 }).lean();
    for (const row of rows) {
      // It is tried again.
      if (!(await emptyPersonalParts(row)))
        throw new Error('something about a commitment is still under way');
      // Of what goes by the rules, letters have a rule of their own.
      if (details['why'] === 'request') await dropLettersAbout(row.code, row.madeAt);
    }
    await eraseSender(context, source);
  },
};
