import type { AnswerFields, Contact, Element, Gate, Promised } from '../rules/answer.ts';
import type { Outcome } from '../rules/fields.ts';
import type { Point } from '../rules/points.ts';

/** The quality check of the answer as saved, with the version of its rules. */
export interface KeptVerdict {
  /** 'unjudged': written in another language than the sender's; it has no score, and no points are counted. */
  verdict: string;
  score?: number;
  rulesVersion: string;
  /** Absent in answers from before the gate. */
  gate?: Gate;
  /** Elements that must be there and are not. */
  missing?: Element[];
  /** Numbers of the points that are answered. */
  answered?: number[];
  /** Names of the checks that found a defect; absent in answers from before they were kept. */
  found?: string[];
  /** How alike it is to the nearest of the unit's earlier answers to other questions, in %, and which that is. */
  likeness?: number;
  likeTo?: string;
}

export interface AnswerWords {
  outcome: Outcome;
  /** All that the official wrote, as letter and page give it: composed of the fields and the free text. */
  text: string;
  /** The free text alone; absent when the answer is nothing else. */
  free?: string;
  /** Absent: free text alone. */
  fields?: AnswerFields;
}

export interface Answer extends AnswerWords {
  /** Account id of who wrote it. */
  by: string;
  savedAt: Date;
  verdict?: KeptVerdict;
  /** Why it is sent although the check is not content. */
  reason?: string;
  /** Numbers of points that the head calls answered, whatever the check says. */
  confirmed?: number[];
  /** The head sent it although the check calls it vague or something is missing. */
  override?: { reason: string; by: string; at: Date };
  /** What the unit owes from now on; filled in when it is sent. */
  promises?: Promised[];
}

/** Points that count as answered: as the check sees it, or as the head has said. undefined: nothing was counted. */
export function countedPoints({
  verdict,
  confirmed,
}: {
  verdict?: KeptVerdict | undefined;
  confirmed?: number[] | undefined;
}): number[] | undefined {
  if (!verdict?.answered) return confirmed;
  return [...new Set([...verdict.answered, ...(confirmed ?? [])])].sort((one, other) => one - other);
}

/** Points of which the head alone can say that they are answered: the check does not, and there are words for them. */
export function confirmable(answer: Pick<Answer, 'fields' | 'verdict'>, asked: readonly Point[]): number[] {
  const { fields, verdict } = answer;
  const said = (n: number) => !fields || fields.points.some((point) => point.n === n && point.text !== '');
  return asked.flatMap(({ n }) => (said(n) && !verdict?.answered?.includes(n) ? n : []));
}

/** An answer as it was published before a correction. */
export interface EarlierAnswer extends AnswerWords {
  /** When it was replaced. */
  until: Date;
  /** Why. Public. */
  note: string;
}

/** An answer as the head sent it back: what came of it is shown beside the next version. */
export interface ReturnedAnswer extends AnswerWords {
  at: Date;
}

/** News on the way to the answer: how far it has come and when the answer follows. */
export interface InterimAnswer {
  text: string;
  promisedAt: Date;
  at: Date;
  /** Who can be asked meanwhile; absent in those from before it was asked for. */
  contact?: Contact;
}

/** The fields are kept as they were written: their shape is checked by the schemas and never searched. */
const fields = { type: Object };

const words = { outcome: String, text: String, free: String, fields };

export const answerShape = {
  ...words,
  by: String,
  savedAt: Date,
  verdict: {
    type: {
      verdict: String,
      score: Number,
      rulesVersion: String,
      gate: String,
      missing: { type: [String], default: undefined },
      answered: { type: [Number], default: undefined },
      found: { type: [String], default: undefined },
      likeness: Number,
      likeTo: String,
    },
    _id: false,
  },
  reason: String,
  confirmed: { type: [Number], default: undefined },
  override: { type: { reason: String, by: String, at: Date }, _id: false },
  promises: {
    type: [{ text: String, actor: String, dueAt: Date, unit: String, _id: false }],
    default: undefined,
  },
};

export const earlierAnswerShape = { ...words, until: Date, note: String, _id: false };
const contact = { type: { person: String, reach: String }, _id: false };
export const returnedShape = { ...words, at: Date };
export const interimShape = { text: String, promisedAt: Date, at: Date, contact, _id: false };
export const pointShape = { n: Number, text: String, _id: false };
