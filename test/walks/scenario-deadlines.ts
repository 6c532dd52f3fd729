import {
  apologiseFeedback,
  classifyFeedback,
  correctReceipt,
  decideDispute,
  declineExtension,
  disputeFeedback,
  extendFeedback,
} from '../../server/feedback/index.ts';
import { Feedback } from '../../server/feedback/item/model.ts';
import { castOf, OTHER_UNIT, UNIT } from '../support/factories.ts';
import type { World } from '../support/world.ts';

type Word = (field: string) => string;
type Step = (world: World, code: string, word: Word) => Promise<void>;

async function inUnit(world: World, role: 'official' | 'head') {
  return (await (await castOf(world)).inUnit(role, UNIT)).context();
}

/** What may happen to the date of an item in work, with a secret in each reason. */
export const DEADLINE_STEPS: Record<string, Step> = {
  'extension asked for': async (world, code, word) => {
    const reason = `Chờ khảo sát ${word('extension-request')}.`;
    await extendFeedback(await inUnit(world, 'official'), code, { amount: 2, reason });
  },
  'extension declined': async (world, code, word) => {
    await DEADLINE_STEPS['extension asked for']!(world, code, word);
    await declineExtension(await inUnit(world, 'head'), code, `Đủ hạn ${word('extension-refusal')}.`);
  },
  extended: async (world, code, word) => {
    const reason = `Chờ khảo sát ${word('extension-reason')}.`;
    await extendFeedback(await inUnit(world, 'head'), code, { amount: 2, reason });
  },
  classified: async (world, code, word) => {
    const reason = `Nhiều cơ quan ${word('classification-reason')}.`;
    await classifyFeedback(await inUnit(world, 'head'), code, { complexity: 'complex', reason });
  },
  'receipt corrected': async (world, code, word) => {
    const { coordinator } = await castOf(world);
    await Feedback.updateOne({ code }, { $set: { enteredBy: 'somebody', channel: 'letter' } });
    const receivedAt = new Date(world.clock.now().getTime() - 3_600_000);
    const reason = `Ghi nhầm ngày ${word('receipt-reason')}.`;
    await correctReceipt(coordinator.context(), code, { receivedAt, reason });
  },
  disputed: async (world, code, word) => {
    const reason = `Không đúng việc ${word('dispute-reason')}.`;
    await disputeFeedback(await inUnit(world, 'official'), code, { unit: OTHER_UNIT, reason });
  },
  'dispute decided': async (world, code, word) => {
    await DEADLINE_STEPS['disputed']!(world, code, word);
    const { coordinator } = await castOf(world);
    const reason = `Vẫn là việc của đơn vị ${word('dispute-decision')}.`;
    await decideDispute(coordinator.context(), code, { unit: UNIT, reason });
  },
  apologised: async (world, code, word) => {
    const day = 86_400_000;
    const now = world.clock.now().getTime();
    await Feedback.updateOne({ code }, { $set: { dueAt: new Date(now - day) } });
    const apology = { cause: 'workload' as const, reason: `Nhiều việc ${word('apology-reason')}.` };
    // Seven days on it is a working day again, and near enough to be promised.
    const promisedAt = new Date(now + 7 * day);
    await apologiseFeedback(await inUnit(world, 'official'), code, { ...apology, promisedAt });
  },
};
