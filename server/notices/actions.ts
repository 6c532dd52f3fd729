import { type Context, hasRole } from '../platform/context.ts';
import { Conflict, Forbidden } from '../platform/errors.ts';
import { Outbox } from '../platform/mail/outbox.ts';

/**
 * Sends a letter again that failed, or of which nobody knows whether it went out: a person decides, never the server.
 * @throws Conflict when it is neither
 */
export async function resendLetter(context: Context, id: string): Promise<void> {
  if (!hasRole(context.actor, 'administrator')) throw new Forbidden();
  const { matchedCount } = await Outbox.updateOne(
    { _id: id, status: { $in: ['uncertain', 'failed'] } },
    { $set: { status: 'waiting', tries: 0, nextAt: context.now } },
  );
  if (matchedCount === 0) throw new Conflict('errors.wrong-state');
}
