import { asksFor, likeness, ruleFigures, shinglesOf } from '../../answer-quality/index.ts';
import type { Named } from '../../city/named.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Outcome } from '../item/rules/fields.ts';
import { ACCEPTED } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { itemIndex } from '../search/item-index.ts';
import { type EarlierAnswer, questionOf, UNIT_ANSWERS } from './earlier-answers.ts';
import type { Stated } from './rules/contradiction.ts';

/** Questions that are alike may well get like answers. */
const SAME_QUESTION = 0.5;
const MOST_SHOWN = 4;
/** The index knows less than the store: whether it is published still is asked there. */
const CANDIDATES = 20;
/** Less in common is chance: every letter to an office shares some words. */
const LEAST_SIMILAR = 0.15;

export type Subject = Pick<
  FeedbackFields,
  'code' | 'unit' | 'language' | 'regulation' | 'originalText' | 'publicText'
>;

/** How alike an answer is to the nearest of the unit's last fifty to other questions, in %, and which that is. */
export interface Likeness {
  percent: number;
  code?: string;
}

export function likenessToEarlier(
  item: Pick<Subject, 'code' | 'language' | 'originalText'>,
  answer: string,
  earlier: readonly EarlierAnswer[],
): Likeness {
  const own = shinglesOf(answer, item.language);
  let question: Set<string> | undefined;
  let nearest: { share: number; code?: string } = { share: 0 };
  for (const { code, ...other } of earlier.filter((each) => each.code !== item.code).slice(0, UNIT_ANSWERS)) {
    const share = likeness(own, other.answer);
    if (share <= nearest.share) continue;
    question ??= shinglesOf(questionOf(item.originalText), item.language);
    if (likeness(question, other.question) < SAME_QUESTION) nearest = { share, code };
  }
  const { share, code } = nearest;
  return { percent: Math.round(100 * share), ...(code ? { code } : {}) };
}

/** What was recorded for an item; without unit and outcome, the answer itself is meant. */
export interface EarlierOutcome {
  code: string;
  unit?: string;
  outcome?: Outcome;
  /** Its figures, where they may be held against those of another answer. */
  stated?: Stated;
  /** Figures that differ, in the words of that answer. */
  words?: string[];
}

/** What an answer states of a procedure, with what its question asks for. */
export function statedIn(
  { publicText, language }: Pick<FeedbackFields, 'publicText' | 'language'>,
  answer: string,
): Stated {
  return { asks: asksFor(questionOf(publicText), language), figures: ruleFigures(answer, language) };
}

const MOST_OUTCOMES = 12;

/** The latest that other units have recorded on a regulation. */
export async function outcomesElsewhere(regulation: string, unit: string): Promise<EarlierOutcome[]> {
  const rows = await Feedback.find(
    { ...PUBLISHED, regulation, unit: { $ne: unit } },
    { code: 1, unit: 1, language: 1, publicText: 1, 'answer.outcome': 1, 'answer.text': 1 },
  )
    .sort({ receivedAt: -1, _id: -1 })
    .limit(MOST_OUTCOMES)
    .lean<Row[]>();
  return rows.map(({ code, unit, answer, ...asked }) => ({
    ...{ code, unit: unit!, outcome: answer!.outcome },
    stated: statedIn(asked, answer!.text),
  }));
}

export interface EarlierCase {
  code: string;
  subject: string;
  language: string;
  outcome: string;
  text: string;
  unit?: Named;
  closedAt: Date | null;
  /** How much of what it says is the same, in %; only of similar ones. */
  percent?: number;
}

type Row = Pick<FeedbackFields, 'code' | 'publicText' | 'language' | 'answer' | 'unit' | 'closedAt'>;
const SHOWN = { code: 1, publicText: 1, language: 1, answer: 1, unit: 1, closedAt: 1 } as const;
/** Of whose answers others are shown the words. */
export const PUBLISHED = { status: 'answered', publishText: true, ...UNSHIELDED } as const;

function caseOf({ code, publicText, language, answer, unit, closedAt }: Row): EarlierCase {
  const { outcome, text } = answer!;
  return { code, subject: publicText.subject, language, outcome, text, unit: namedUnit(unit), closedAt };
}

/** Published answers on the same regulation, newest first: the unit's own, and those of others with what they decided. */
export async function answersOnRegulation(
  item: Subject,
): Promise<{ own: EarlierCase[]; elsewhere: EarlierCase[] }> {
  if (!item.regulation) return { own: [], elsewhere: [] };
  const find = (unit: object) =>
    Feedback.find({ ...PUBLISHED, regulation: item.regulation, code: { $ne: item.code }, unit }, SHOWN)
      .sort({ receivedAt: -1, _id: -1 })
      .limit(MOST_SHOWN)
      .lean<Row[]>();
  const [own, elsewhere] = await Promise.all([find({ $eq: item.unit }), find({ $ne: item.unit })]);
  return {
    own: own.filter((row) => row.answer).map(caseOf),
    elsewhere: elsewhere.filter((row) => row.answer).map(caseOf),
  };
}

export interface OpenCase {
  code: string;
  subject: string;
  language: string;
  unit?: Named;
  dueAt: Date;
  voices?: number;
}

/** Public items without an answer that say most of the same. */
export async function similarOpen(words: FeedbackFields['publicText'], most: number): Promise<OpenCase[]> {
  const { hits } = await itemIndex().similar(questionOf(words), {
    facets: { label: ['received', 'being-handled', 'waiting-for-sender'] },
    most: CANDIDATES,
  });
  const near = hits.filter(({ score }) => score >= LEAST_SIMILAR);
  const rows = await Feedback.find(
    {
      _id: { $in: near.map(({ id }) => id) },
      status: { $in: [...ACCEPTED] },
      closedAt: null,
      publishText: true,
      ...UNSHIELDED,
    },
    { code: 1, publicText: 1, language: 1, unit: 1, dueAt: 1, voices: 1 },
  ).lean<FeedbackFields[]>();
  const byId = new Map(rows.map((row) => [String(row._id), row]));
  return near
    .flatMap(({ id }) => {
      const row = byId.get(id);
      if (!row) return [];
      const { code, publicText, language, unit, dueAt, voices } = row;
      const shown = { code, subject: publicText.subject, language, unit: namedUnit(unit), dueAt };
      return [{ ...shown, ...(voices ? { voices } : {}) }];
    })
    .slice(0, most);
}

/** Published items that say most of the same. */
export async function mostSimilar(item: Subject): Promise<EarlierCase[]> {
  const { hits } = await itemIndex().similar(questionOf(item.publicText), {
    facets: { label: ['answered'] },
    most: CANDIDATES,
  });
  const near = hits.filter(({ score }) => score >= LEAST_SIMILAR);
  const rows = await Feedback.find(
    { ...PUBLISHED, _id: { $in: near.map(({ id }) => id) }, code: { $ne: item.code } },
    { ...SHOWN, _id: 1 },
  ).lean<(Row & { _id: object })[]>();
  const byId = new Map(rows.map((row) => [String(row._id), row]));
  return near
    .flatMap(({ id, score }) => {
      const row = byId.get(id);
      return row?.answer ? [{ ...caseOf(row), percent: Math.round(100 * score) }] : [];
    })
    .slice(0, MOST_SHOWN);
}
