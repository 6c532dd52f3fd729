import { comparableText } from '../answering/body.ts';
import { type ItemOfAnswer, type ShownAnswer, shownVersion } from '../answering/queries.ts';
import { type EvidenceShown, shownEvidence } from '../evidence/queries.ts';
import type { Answer, FeedbackFields } from '../item/model.ts';
import type { Rating } from '../item/shapes/rating.ts';
import { type Change, changesBetween } from '../item/word-changes.ts';
import { reopenUntil } from '../rating/settings.ts';

type Row = ItemOfAnswer &
  Pick<FeedbackFields, 'status' | 'publishText' | 'answer' | 'closedAt' | 'rating' | 'reopening'>;

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
  return {
    ...shownVersion(row, { answer, evidence, earlier, answeredAt }, whole),
    ...(whole && row.answer && row.status === 'answered' ? { changes: changesTo(row.answer, row) } : {}),
    answeredAt,
    reopenedAt,
  };
}

function changesTo(second: Answer, { reopening, language }: Row): Change[][] {
  const [before, after] = [reopening!.first.answer, second].map((each) => comparableText(each, language));
  return changesBetween(before!, after!);
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
  } | null;
  /** Until when it can be reopened; null when it cannot any more. */
  reopenUntil: Date | null;
}

export function afterPart(row: Row): AfterPart {
  const { code, rating, reopening, closedAt, status } = row;
  const open = status === 'answered' && closedAt && !reopening;
  return {
    rating: said(rating),
    reopening: reopening && {
      at: reopening.at,
      reason: reopening.reason,
      rating: said(reopening.first.rating),
      answerText: reopening.first.answer.text,
      answer: firstAnswer(row, true)!,
      evidence: shownEvidence(code, reopening.first.evidence),
    },
    reopenUntil: open ? reopenUntil(closedAt) : null,
  };
}
