import { readFileSync } from 'node:fs';
import { ADVICE } from '../answer-quality/index.ts';
import { cityDate } from '../calendar/index.ts';
import { checkDraft, type FeedbackFields } from '../feedback/index.ts';
import { type ReviewSetting, reviewSettingAt } from './rules.ts';

const SEED = new URL('../../data/seed/quality-review.json', import.meta.url);

let rows: ReviewSetting[] | undefined;

/** Of 100 answers sent on a day, how many are read again. */
export function samplePercent(at: Date): number {
  rows ??= JSON.parse(readFileSync(SEED, 'utf8')) as ReviewSetting[];
  return reviewSettingAt(rows, cityDate(at)).samplePercent;
}

type Answer = NonNullable<FeedbackFields['answer']>;

export interface AnswerOfItem {
  answer: Answer;
  /** Null until it is sent. */
  answeredAt: Date | null;
  rating: FeedbackFields['rating'];
  unit: string;
}

/** 2 for the answer after the reopening. */
export function versionAt(item: Pick<FeedbackFields, 'reopening'>, at: Date): number {
  return item.reopening && at > item.reopening.at ? 2 : 1;
}

export function answerOfItem(item: FeedbackFields, version: number): AnswerOfItem | undefined {
  if (version === 1 && item.reopening) {
    const { answer, closedAt, rating } = item.reopening.first;
    return { answer, answeredAt: closedAt, rating, unit: item.reopening.unit };
  }
  if (!item.answer || !item.unit) return undefined;
  const answeredAt = item.status === 'answered' ? item.closedAt : null;
  return { answer: item.answer, answeredAt, rating: item.rating ?? null, unit: item.unit };
}

/** What the official wrote, as the check reads it. */
export function draftOf({ outcome, text, free, fields }: Answer) {
  return fields ? { outcome, fields, text: free ?? '' } : { outcome, text };
}

/** Names of the checks that find a defect; advice on style is none. */
export function defectsOf(item: FeedbackFields, answer: Answer): string[] {
  const { findings } = checkDraft(item, draftOf(answer)).assessment;
  return [...new Set(findings.map(({ check }) => check).filter((check) => !ADVICE.has(check)))].sort();
}
