import mongoose from 'mongoose';
import { countedItems } from '../../server/feedback/figures/source.ts';
import { Feedback, type FeedbackFields } from '../../server/feedback/item/model.ts';
import { countAgain } from '../../server/platform/figures/index.ts';

/** Far above what the counter gives out in a test. */
const FIRST_CODE = 100_001;
const AT_ONCE = 2_000;

/**
 * Puts copies of an item into the store past the model and the journal, for what takes many of them: tens of thousands in
 * seconds.
 * @param vary what differs in the copy of a number, which counts from 0
 * @returns their codes
 */
export async function copiesOf(
  code: string,
  count: number,
  vary: (number: number) => Partial<FeedbackFields> = () => ({}),
): Promise<string[]> {
  const {
    idempotencyKey: _key,
    requestHash: _hash,
    ...row
  } = (await Feedback.collection.findOne<FeedbackFields>({ code }))!;
  const codes = Array.from({ length: count }, (_, number) => `${code.slice(0, 8)}${FIRST_CODE + number}`);
  for (let from = 0; from < count; from += AT_ONCE) {
    const rows = codes.slice(from, from + AT_ONCE).map((copy, at) => ({
      ...row,
      ...vary(from + at),
      _id: new mongoose.Types.ObjectId(),
      code: copy,
      pending: [],
    }));
    await Feedback.collection.insertMany(rows as never, { ordered: false });
    const ids = rows.map(({ _id }) => _id.toHexString());
    await countAgain(countedItems, ids);
  }
  return codes;
}
