import { ADVICE } from '../answer-quality/index.ts';
import { cityDate } from '../calendar/index.ts';
import { checkDraft, checkTitle, type ItemWithAnswers } from '../feedback/index.ts';
import { readSeed } from '../platform/seed.ts';
import { type Setting, settingOn } from '../settings/index.ts';
import type { ReviewSetting } from './rules.ts';

export const REVIEW_SAMPLE: Setting<ReviewSetting> = {
  name: 'review-sample',
  group: 'answers',
  shipped: () => readSeed('quality-review'),
  fields: [
    { name: 'samplePercent', kind: 'number', min: 1, max: 100 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};

/** Of 100 answers sent on a day, how many are read again. */
export function samplePercent(at: Date): number {
  return settingOn(REVIEW_SAMPLE, cityDate(at)).samplePercent;
}

type Answer = NonNullable<ItemWithAnswers['answer']>;

export interface AnswerOfItem {
  answer: Answer;
  /** Null until it is sent. */
  answeredAt: Date | null;
  rating: ItemWithAnswers['rating'];
  unit: string;
  evidence: ItemWithAnswers['evidence'] | undefined;
  /** Before corrections. */
  earlier: ItemWithAnswers['earlierAnswers'] | undefined;
}

/** 2 for the answer after the reopening, 3 for that after an appeal. */
export function versionAt(item: Pick<ItemWithAnswers, 'reopening'>, at: Date): number {
  const { at: reopened, lookFrom } = item.reopening ?? {};
  if (lookFrom && at > lookFrom) return 3;
  return reopened && at > reopened ? 2 : 1;
}

export function answerOfItem(item: ItemWithAnswers, version: number): AnswerOfItem | undefined {
  if (version === 1 && item.reopening) {
    const { answer, closedAt: answeredAt, rating, evidence, earlier } = item.reopening.first;
    return { answer, answeredAt, rating, unit: item.reopening.unit, evidence, earlier };
  }
  if (version === 2 && item.reopening?.second) {
    const { answer, closedAt: answeredAt, rating, unit, evidence, earlier } = item.reopening.second;
    return { answer, answeredAt, rating, unit, evidence, earlier };
  }
  if (!item.answer || !item.unit) return undefined;
  const answeredAt = item.status === 'answered' ? item.closedAt : null;
  const { answer, unit, evidence, earlierAnswers: earlier, rating = null } = item;
  return { answer, answeredAt, rating, unit, evidence, earlier };
}

/** What the official wrote, as the check reads it. */
export function draftOf({ outcome, text, free, fields }: Answer) {
  return fields ? { outcome, fields, text: free ?? '' } : { outcome, text };
}

/** Before a name of a required element, in the list of what the check found. */
const MISSING = 'missing-';

/**
 * Names of the checks that found a defect, and of what was missing, as the rules were when it was written; advice on
 * style is none.
 */
export function defectsOf(item: ItemWithAnswers, answer: Answer): string[] {
  const { found, missing = [] } = answer.verdict ?? {};
  const names = found ?? foundInWords(item, answer);
  return [...new Set([...names, ...missing.map((element) => `${MISSING}${element}`)])].sort();
}

/** Answers from before the names were kept are read again. */
function foundInWords(item: ItemWithAnswers, answer: Answer): string[] {
  const { findings } = checkDraft(item, draftOf(answer)).assessment;
  const answered = answer.verdict?.answered ?? [];
  return findings
    .filter(({ check, values }) => check !== 'point-missed' || !answered.includes(Number(values?.['n'])))
    .map(({ check }) => check)
    .filter((check) => !ADVICE.has(check));
}

/** Key of the words for one of those names. */
export function defectTitle(name: string): string {
  return name.startsWith(MISSING) ? `quality-review.missing.${name.slice(MISSING.length)}` : checkTitle(name);
}
