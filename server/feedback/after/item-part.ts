import type { Actor } from '../../platform/context.ts';
import { type EvidenceShown, shownEvidence } from '../evidence/queries.ts';
import type { FeedbackFields } from '../model.ts';
import { canRate } from '../policy.ts';
import { reopeningRefusal, stateAfter } from '../rules.ts';
import { reopenUntil } from './settings.ts';
import type { Rating } from './shape.ts';

type Row = Pick<
  FeedbackFields,
  'code' | 'status' | 'publishText' | 'answer' | 'closedAt' | 'rating' | 'reopening'
>;

/** Version 1 of an answer that was asked for again. */
export interface FirstAnswerShown {
  outcome: string;
  /** Absent when the sender has declined publication. */
  text?: string;
  evidence?: EvidenceShown[];
  answeredAt: Date;
  reopenedAt: Date;
}

/** What everybody may know: the first answer stays visible. */
export function firstAnswer({ code, reopening, publishText }: Row): FirstAnswerShown | undefined {
  if (!reopening) return undefined;
  const { answer, closedAt, evidence } = reopening.first;
  return {
    outcome: answer.outcome,
    ...(publishText ? { text: answer.text } : {}),
    ...(publishText && evidence?.length ? { evidence: shownEvidence(code, evidence) } : {}),
    answeredAt: closedAt,
    reopenedAt: reopening.at,
  };
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
    evidence: EvidenceShown[];
  } | null;
  /** Until when it can be reopened; null when it cannot any more. */
  reopenUntil: Date | null;
}

export function afterPart({ code, rating, reopening, closedAt, status }: Row): AfterPart {
  const open = status === 'answered' && closedAt && !reopening;
  return {
    rating: said(rating),
    reopening: reopening && {
      at: reopening.at,
      reason: reopening.reason,
      rating: said(reopening.first.rating),
      answerText: reopening.first.answer.text,
      evidence: shownEvidence(code, reopening.first.evidence),
    },
    reopenUntil: open ? reopenUntil(closedAt) : null,
  };
}

/** The same questions that the actions ask, for the forms of the page. */
export function mayAfter(actor: Actor, row: Row, now: Date): { rate: boolean; reopen: boolean } {
  const rate = canRate(actor, row) && stateAfter(row.status, 'feedback.rated') !== undefined;
  if (!rate || !row.closedAt) return { rate, reopen: false };
  const state = { rating: row.rating, reopened: !!row.reopening, until: reopenUntil(row.closedAt) };
  return { rate, reopen: reopeningRefusal(state, now) === undefined };
}
