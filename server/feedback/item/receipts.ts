import type { Context } from '../../platform/context.ts';
import { Invalid } from '../../platform/errors.ts';
import { normaliseKey, sameSecret } from '../../platform/secrets.ts';
import { Feedback } from './model.ts';
import { isCode } from './rules/codes.ts';

/**
 * Checks a receipt key.
 * @throws Invalid with the same text for an unknown code and a wrong key
 */
export async function receiptOpens(code: string, key: string): Promise<void> {
  const row = isCode(code) ? await Feedback.findOne({ code }, { receiptKeyHash: 1 }).lean() : null;
  if (!row || !sameSecret(row.receiptKeyHash, normaliseKey(key)))
    throw new Invalid({ key: { text: 'feedback.errors.key' } });
}

/** Whoever shows the receipt key acts as the sender, whatever else they are signed in as. */
export async function asSender(
  context: Context,
  code: string,
  receiptKey: string | undefined,
): Promise<Context> {
  if (!receiptKey) return context;
  await receiptOpens(code, receiptKey);
  return { ...context, actor: { kind: 'visitor', holds: [code] } };
}
