import { type Context, isStaff } from '../../platform/context.ts';
import { allow, Conflict, Invalid } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { findItem, move } from '../item/find.ts';
import type { FeedbackDocument } from '../item/model.ts';
import { canAnswer, canApprove } from '../item/policy.ts';
import { dueOf, startOf } from './deadlines.ts';
import { stepLimit } from './limits.ts';
import { type ExtensionFault, extensionFault } from './rules/extension.ts';
import type { ExtensionInput } from './schemas.ts';

const FIELD_FAULTS: readonly ExtensionFault[] = ['too-long', 'no-amount'];

/** @throws Invalid, Conflict: extended before, after the date, more than the limit */
function checkExtension(
  item: FeedbackDocument,
  amount: number,
  now: Date,
): NonNullable<ReturnType<typeof stepLimit>> {
  const limit = stepLimit(item, 'extension', startOf(item));
  const fault = extensionFault({ ...clockOf(item), most: limit?.amount }, amount, now);
  const text = `feedback.errors.extension-${fault}`;
  if (fault && FIELD_FAULTS.includes(fault))
    throw new Invalid({ amount: { text, values: { limit: limit?.amount } } });
  if (fault) throw new Conflict(text);
  return limit!;
}

function clockOf({ dueAt, extensions }: FeedbackDocument) {
  return { dueAt, extensions };
}

/**
 * Moves the date, once and before it has passed, with a reason that the sender reads. An official's goes to the head;
 * the head's own, or the one that the head confirms, counts at once.
 */
export function extendFeedback(context: Context, code: string, input: ExtensionInput): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canAnswer(context.actor, item));
    const approved = canApprove(context.actor, item);
    move(item, approved ? 'feedback.extended' : 'feedback.extension-requested');
    const { unit } = checkExtension(item, input.amount, context.now);
    const extension = { ...input, unit, at: context.now };
    if (approved) await extend(context, item, extension);
    else await ask(context, item, extension);
  });
}

type Extension = FeedbackDocument['extensions'][number];

async function extend(context: Context, item: FeedbackDocument, extension: Extension): Promise<void> {
  const dueBefore = item.dueAt;
  item.extensions.push(extension);
  item.extensionRequest = null;
  Object.assign(item, dueOf(item));
  await commit(context, item, {
    name: 'feedback.extended',
    code: item.code,
    details: { unit: item.unit, amount: extension.amount, in: extension.unit, dueBefore, dueAt: item.dueAt },
    personal: { reason: extension.reason },
  });
}

async function ask(context: Context, item: FeedbackDocument, extension: Extension): Promise<void> {
  item.extensionRequest = { ...extension, by: isStaff(context.actor) ? context.actor.id : '' };
  await commit(context, item, {
    name: 'feedback.extension-requested',
    code: item.code,
    details: { unit: item.unit, amount: extension.amount, in: extension.unit },
    personal: { reason: extension.reason },
  });
}

/** The head says no to an extension: the date stays. */
export function declineExtension(context: Context, code: string, reason: string): Promise<void> {
  return retrying(async () => {
    const item = await findItem(code);
    allow(canApprove(context.actor, item));
    if (!item.extensionRequest) throw new Conflict('errors.wrong-state');
    move(item, 'feedback.extension-declined');
    item.extensionRequest = null;
    await commit(context, item, {
      name: 'feedback.extension-declined',
      code,
      details: { unit: item.unit },
      personal: { reason },
    });
  });
}
