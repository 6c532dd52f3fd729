import mongoose from 'mongoose';
import { dueOf } from '../server/feedback/clocks/deadlines.ts';
import { holding, stepDue } from '../server/feedback/clocks/limits.ts';
import { Feedback, type FeedbackFields } from '../server/feedback/item/model.ts';

const AT_ONCE = 2_000;

export interface Batch {
  /** All of a batch come at the same moment and fall due together. */
  receivedAt: Date;
  count: number;
}

/**
 * Open items in work, as copies of one that came its way through the actions: past the model, for the way itself takes
 * milliseconds an item.
 */
export async function openItems(template: string, batches: Batch[]): Promise<void> {
  const {
    idempotencyKey: _key,
    requestHash: _hash,
    ...row
  } = (await Feedback.collection.findOne<FeedbackFields>({
    code: template,
  }))!;
  let number = 100_000;
  for (const { receivedAt, count } of batches) {
    const clocked = { ...row, receivedAt };
    const held = { ...row.holdings.at(-1)!, from: receivedAt };
    const moved: Partial<FeedbackFields> = {
      receivedAt,
      createdAt: receivedAt,
      ...dueOf(clocked),
      holdings: [
        { ...holding(clocked, 'screening', null, receivedAt), to: receivedAt },
        { ...held, dueAt: stepDue(clocked, held) },
      ],
    };
    for (let begun = 0; begun < count; begun += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, count - begun) }, () => ({
        ...row,
        ...moved,
        _id: new mongoose.Types.ObjectId(),
        code: `${template.slice(0, 8)}${++number}`,
        pending: [],
      }));
      await Feedback.collection.insertMany(rows as never, { ordered: false });
    }
  }
}
