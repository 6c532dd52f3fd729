import type { Context } from '../platform/context.ts';
import { log } from '../platform/log.ts';

/** A letter to the sender of an item has not arrived, for good: where to call whatever has to follow. */
export async function noteBounce(
  { requestId }: Context,
  { code, status }: { code: string; address: string; status: string },
): Promise<void> {
  log.warn({ code, status, requestId }, 'a letter to a sender has come back');
}
