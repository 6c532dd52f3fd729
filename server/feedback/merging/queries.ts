import { likeness, shinglesOf } from '../../answer-quality/index.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';

/** An item that was merged into the one on the desk: what its sender asks, without who that is. */
export interface MergedShown {
  code: string;
  subject: string;
  language: ContentLanguage;
  receivedAt: Date;
  dueAt: Date;
  /** Points that the item on the desk does not have: the one answer has to say something to these too. */
  onlyHere: string[];
}

const SHOWN = { code: 1, publicText: 1, language: 1, receivedAt: 1, dueAt: 1, points: 1 } as const;
type Row = Pick<FeedbackFields, keyof typeof SHOWN>;

const MOST_SHOWN = 200;
/** Two points with so much in common ask the same. */
const SAME = 0.5;

/** Those that go with the other item still, or were answered with it. */
const TOGETHER = { status: { $in: ['merged', 'answered'] as Status[] }, ...UNSHIELDED };

/** How many senders say the same and are answered with an item, or were. */
export function countMerged(code: string): Promise<number> {
  return Feedback.countDocuments({ 'merged.into': code, ...TOGETHER });
}

export async function mergedItems(parent: Row & Pick<FeedbackFields, 'code'>): Promise<MergedShown[]> {
  const rows = await Feedback.find({ 'merged.into': parent.code, ...TOGETHER }, SHOWN)
    .sort({ _id: 1 })
    .limit(MOST_SHOWN)
    .lean<Row[]>();
  return rows.map((row) => ({
    ...{ code: row.code, subject: row.publicText.subject, language: row.language },
    ...{ receivedAt: row.receivedAt, dueAt: row.dueAt },
    onlyHere: pointsOnlyIn(row, parent),
  }));
}

type WithPoints = Pick<FeedbackFields, 'points' | 'publicText' | 'language'>;

/** Points of an item that another does not have: who answers both has to say something to them too. */
export function pointsOnlyIn(item: WithPoints, other: WithPoints): string[] {
  const asked = [...(other.points ?? []).map(({ text }) => text), other.publicText.text];
  const known = asked.map((text) => shinglesOf(text, other.language));
  return (item.points ?? [])
    .map(({ text }) => text)
    .filter((text) => !known.some((each) => likeness(shinglesOf(text, item.language), each) >= SAME));
}
