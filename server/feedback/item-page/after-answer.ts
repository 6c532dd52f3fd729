import { comparableText } from '../answering/body.ts';
import { type ItemOfAnswer, type ShownAnswer, shownVersion } from '../answering/queries.ts';
import { type AppealShown, appealShown } from '../appeal/queries.ts';
import { type EvidenceShown, shownEvidence } from '../evidence/queries.ts';
import type { Answer, FeedbackFields } from '../item/model.ts';
import type { Rating } from '../item/shapes/rating.ts';
import { type Change, changesBetween } from '../item/word-changes.ts';
import { appealUntil, reopenUntil } from '../rating/settings.ts';

type Row = ItemOfAnswer &
  Pick<FeedbackFields, 'status' | 'publishText' | 'answer' | 'closedAt' | 'rating' | 'reopening' | 'appeal'>;

/** Version 1 of an answer that was asked for again. */
export interface FirstAnswerShown extends ShownAnswer {
  answeredAt: Date;
  reopenedAt: Date;
  /** What the second answer says otherwise; once there is one. */
  changes?: Change[][];
}

/** What everybody may know: the first answer stays visible. @param whole the words too */
export function firstAnswer(row: Row, whole: boolean): FirstAnswerShown | undefined {
  if (!row.reopening) return undefined;
  const { at: reopenedAt, first } = row.reopening;
  const { answer, closedAt: answeredAt, evidence, earlier } = first;
  const next = row.reopening.second?.answer ?? presentAnswer(row);
  return {
    ...shownVersion(row, { answer, evidence, earlier, answeredAt }, whole),
    ...(whole && next ? { changes: changesBetweenAnswers(answer, next, row) } : {}),
    answeredAt,
    reopenedAt,
  };
}

/** Version 2, where an appeal has sent the item back. */
export function secondAnswer(row: Row, whole: boolean): FirstAnswerShown | undefined {
  const { second, lookFrom } = row.reopening ?? {};
  if (!second || !lookFrom) return undefined;
  const { answer, closedAt: answeredAt, evidence, earlier } = second;
  const next = presentAnswer(row);
  return {
    ...shownVersion(row, { answer, evidence, earlier, answeredAt }, whole),
    ...(whole && next ? { changes: changesBetweenAnswers(answer, next, row) } : {}),
    answeredAt,
    reopenedAt: lookFrom,
  };
}

const presentAnswer = ({ status, answer }: Row) => (status === 'answered' ? answer : null);

function changesBetweenAnswers(before: Answer, after: Answer, { language }: Row): Change[][] {
  return changesBetween(comparableText(before, language), comparableText(after, language));
}

type Said = Omit<Rating, 'unit'>;

function said(rating: Rating | null | undefined): Said | null {
  if (!rating) return null;
  const { answered, clear, solved, reasons, note, at } = rating;
  return { answered, clear, solved, reasons: [...reasons], note, at };
}

/** For the sender, and for those inside. */
export interface AfterPart {
  rating: Said | null;
  /** The rating and the words that led to the second look. */
  reopening: {
    at: Date;
    reason: string;
    rating: Said | null;
    answerText: string;
    answer: FirstAnswerShown;
    evidence: EvidenceShown[];
    second?: FirstAnswerShown;
  } | null;
  /** With the words of the sender and of the decision. */
  appeal: (AppealShown & { reason: string }) | null;
  /** Until when it can be reopened; null when it cannot any more. */
  reopenUntil: Date | null;
  /** Until when the sender can appeal; null when there was no second look, or the appeal was made. */
  appealUntil: Date | null;
}

export function afterPart(row: Row, now: Date): AfterPart {
  const { code, rating, reopening, appeal, closedAt, status } = row;
  const open = status === 'answered' && closedAt && !reopening;
  const second = secondAnswer(row, true);
  const appealed = appealShown(row, { now, whole: true });
  return {
    rating: said(rating),
    reopening: reopening && {
      at: reopening.at,
      reason: reopening.reason,
      rating: said(reopening.first.rating),
      answerText: reopening.first.answer.text,
      answer: firstAnswer(row, true)!,
      evidence: shownEvidence(code, reopening.first.evidence),
      ...(second ? { second } : {}),
    },
    appeal: appeal && appealed ? { ...appealed, reason: appeal.reason } : null,
    reopenUntil: open ? reopenUntil(closedAt) : null,
    appealUntil: status === 'answered' && closedAt && reopening && !appeal ? appealUntil(closedAt) : null,
  };
}
