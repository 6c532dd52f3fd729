import type { Entry } from '../platform/journal/index.ts';
import { CheckedAnswer } from './model.ts';

/** Answers to what is by now about the conduct of a unit wait for no reviewer; once it is not any more, they do again. */
export async function followShield({ name, subject: { code } }: Entry): Promise<void> {
  if (!code) return;
  const waiting = name === 'feedback.shield-lifted';
  const chosen = { code, review: null, 'chosenFor.0': { $exists: true } };
  await CheckedAnswer.updateMany({ ...chosen, waiting: !waiting }, { $set: { waiting } });
}
