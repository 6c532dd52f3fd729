import { noteUndelivered } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { log } from '../platform/log.ts';

/** A letter to the sender of an item has not arrived, for good: sender and coordinator are told on the item. */
export async function noteBounce(
  context: Context,
  { code, address, status }: { code: string; address: string; status: string },
): Promise<void> {
  log.warn({ code, status, requestId: context.requestId }, 'a letter to a sender has come back');
  await noteUndelivered(context, code, address);
}
