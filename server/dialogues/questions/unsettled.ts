import type { QueryFilter } from 'mongoose';
import type { QuestionFields } from './model.ts';
import type { QuestionStatus } from './rules.ts';

export const WAITING: QuestionStatus[] = ['pending', 'approved'];

export const TO_BE_ANSWERED: QuestionStatus[] = ['open', 'checking'];

/** Questions of a session that still have to be left open, or to become items. */
export function unsettled(code: string): QueryFilter<QuestionFields> {
  return {
    dialogue: code,
    $or: [{ status: { $in: WAITING } }, { status: { $in: TO_BE_ANSWERED }, item: null }],
  };
}
