import type { EarlierAnswer, InterimAnswer } from '../answer-shape.ts';
import { type EvidenceShown, shownEvidence } from '../evidence/queries.ts';
import { type CitedDocument, citedIn } from '../legal-documents.ts';
import type { FeedbackFields } from '../model.ts';
import { type AnswerFields, type Change, changesBetween } from '../rules.ts';

/** An answer as whoever may read it sees it. */
export interface ShownAnswer {
  outcome: string;
  /** How many of the points are answered; absent where nothing was counted. */
  answered?: { count: number; of: number };
  /** Absent, with all below, when the sender has declined publication. */
  text?: string;
  free?: string;
  fields?: AnswerFields;
  /** Legal documents that the text cites, with the pages on which they stand. */
  cited?: CitedDocument[];
  /** Files that belong to it. */
  evidence?: EvidenceShown[];
  /** Versions before corrections, oldest first. */
  earlier?: (EarlierAnswer & { changes: Change[][] })[];
}

type Row = Pick<
  FeedbackFields,
  'code' | 'evidence' | 'status' | 'answer' | 'points' | 'earlierAnswers' | 'regulation' | 'closedAt'
>;

/** The published answer; undefined before. @param whole false: only that there is one, and how */
export function shownAnswer(row: Row, whole: boolean): ShownAnswer | undefined {
  const { answer, points = [], earlierAnswers: versions = [] } = row;
  if (row.status !== 'answered' || !answer) return undefined;
  const count = answer.verdict?.answered?.length;
  const counted =
    count === undefined || points.length === 0 ? {} : { answered: { count, of: points.length } };
  if (!whole) return { outcome: answer.outcome, ...counted };
  const { outcome, text, free, fields } = answer;
  const day = row.closedAt ?? answer.savedAt;
  const cited = citedIn(text, { day, regulation: row.regulation });
  return {
    outcome,
    ...counted,
    text,
    ...(fields ? { free: free ?? '', fields } : {}),
    ...(cited.length > 0 ? { cited } : {}),
    ...(row.evidence?.length ? { evidence: shownEvidence(row.code, row.evidence) } : {}),
    ...(versions.length > 0 ? { earlier: withChanges(versions, text) } : {}),
  };
}

/** Each version with what the next one changed. */
function withChanges(versions: EarlierAnswer[], now: string): ShownAnswer['earlier'] {
  return versions.map((version, at) => ({
    ...version,
    changes: changesBetween(version.text, versions[at + 1]?.text ?? now),
  }));
}

/** That there was news on the way is public, with the date promised; the words are as public as the text. */
export function shownInterims(
  { interims = [] }: Pick<FeedbackFields, 'interims'>,
  whole: boolean,
): (Omit<InterimAnswer, 'text'> & { text?: string })[] {
  return interims.map(({ at, promisedAt, text }) => ({ at, promisedAt, ...(whole ? { text } : {}) }));
}
