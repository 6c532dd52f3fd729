import type { Language } from '../../platform/context.ts';
import { type CitedDocument, citedIn } from '../answer-check/legal-documents.ts';
import { type EvidenceShown, shownEvidence } from '../evidence/queries.ts';
import type { Answer, FeedbackFields } from '../item/model.ts';
import { countedPoints, type EarlierAnswer, type InterimAnswer } from '../item/shapes/answer.ts';
import { type Change, changesBetween } from '../item/word-changes.ts';
import { type AnswerBody, answerBody, comparableText } from './body.ts';
import { newsMissed } from './rules/interim.ts';

/** An answer as whoever may read it sees it. All but outcome and count is absent when the sender declined publication. */
export interface ShownAnswer extends Partial<AnswerBody> {
  outcome: string;
  /** How many of the points are answered, and which; absent where nothing was counted. */
  answered?: { count: number; of: number; points: number[] };
  /** Legal documents that the text cites, with the pages on which they stand. */
  cited?: CitedDocument[];
  /** Files that belong to it. */
  evidence?: EvidenceShown[];
  /** Versions before corrections, oldest first. */
  earlier?: (EarlierAnswer & { changes: Change[][] })[];
}

/** One answer with all that belongs to it: the one in force, or the first of a reopened item. */
export interface Version {
  answer: Answer;
  evidence?: FeedbackFields['evidence'] | undefined;
  earlier?: EarlierAnswer[] | undefined;
  answeredAt: Date | null;
}

export type ItemOfAnswer = Pick<FeedbackFields, 'code' | 'points' | 'regulation' | 'language'>;

type Row = ItemOfAnswer &
  Pick<FeedbackFields, 'evidence' | 'status' | 'answer' | 'earlierAnswers' | 'closedAt'>;

/** The published answer; undefined before. @param whole false: only that there is one, and how */
export function shownAnswer(row: Row, whole: boolean): ShownAnswer | undefined {
  const { answer, evidence, earlierAnswers: earlier, closedAt: answeredAt } = row;
  if (row.status !== 'answered' || !answer) return undefined;
  return shownVersion(row, { answer, evidence, earlier, answeredAt }, whole);
}

export function shownVersion(item: ItemOfAnswer, version: Version, whole: boolean): ShownAnswer {
  const { answer, evidence, earlier, answeredAt } = version;
  const points = item.points ?? [];
  const numbers = countedPoints(answer);
  const counted =
    numbers && points.length > 0
      ? { answered: { count: numbers.length, of: points.length, points: numbers } }
      : {};
  if (!whole) return { outcome: answer.outcome, ...counted };
  const day = answeredAt ?? answer.savedAt;
  const cited = eachOnce(citedIn(answer.text, { day, regulation: item.regulation }));
  return {
    ...counted,
    ...answerBody(answer, points),
    ...(cited.length > 0 ? { cited } : {}),
    ...(evidence?.length ? { evidence: shownEvidence(item.code, evidence) } : {}),
    ...(earlier?.length ? { earlier: withChanges(earlier, answer, item.language) } : {}),
  };
}

/** A document that several points rest on is listed once. */
function eachOnce(cited: CitedDocument[]): CitedDocument[] {
  return [...new Map(cited.map((each) => [each.text.toLowerCase(), each])).values()];
}

/** Each version with what the next one changed. */
function withChanges(
  versions: EarlierAnswer[],
  now: Answer,
  language: Language,
): NonNullable<ShownAnswer['earlier']> {
  const texts = [...versions, now].map((version) => comparableText(version, language));
  return versions.map((version, at) => ({
    ...version,
    changes: changesBetween(texts[at]!, texts[at + 1]!),
  }));
}

/** That there was news on the way is public, with the date promised; the words are as public as the text. */
export function shownInterims(
  { interims = [], closedAt }: Pick<FeedbackFields, 'interims' | 'closedAt'>,
  { whole, now }: { whole: boolean; now: Date },
): (Omit<InterimAnswer, 'text'> & { text?: string; missed: boolean })[] {
  return interims.map(({ at, promisedAt, text, contact }, n) => ({
    at,
    promisedAt,
    missed: newsMissed(interims, n, { closedAt, now }),
    ...(whole ? { text, ...(contact ? { contact } : {}) } : {}),
  }));
}
