import type { PipelineStage, QueryFilter } from 'mongoose';
import type { Named } from '../city/named.ts';
import { itemWithAnswers, publicItems, type ShownAnswer, shownVersion } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { Forbidden, NotFound } from '../platform/errors.ts';
import { KIND_GROUPS, namedUnit, unitOf } from '../units/index.ts';
import { type AnswerOfItem, answerOfItem, defectTitle } from './answers.ts';
import { CheckedAnswer, type CheckedAnswerFields } from './model.ts';
import { answerName } from './note-answer.ts';
import { canReview, canSeeFigures } from './policy.ts';
import { type Accuracy, accuracyOf, type JudgedCount, percent, type Share, shareOf } from './rules.ts';
import type { ListName, ReviewQuery } from './schemas.ts';

const PAGE_SIZE = 30;
type Filter = QueryFilter<CheckedAnswerFields>;

const SENT: Filter = { answeredAt: { $ne: null } };
const FILTERS: Record<ListName, Filter> = {
  waiting: { waiting: true },
  reviewed: { 'review.agrees': { $in: [true, false] } },
  disagreed: { 'review.agrees': false },
  returned: { returned: { $gt: 0 } },
  overridden: { overridden: true },
  'did-not-answer': { 'rating.answered': 'no' },
  sent: {},
};

function listFilter({ list, unit, check, after }: ReviewQuery): Filter {
  const every: Filter[] = [SENT, FILTERS[list]];
  if (unit) every.push({ unit });
  if (check) every.push(list === 'returned' ? { 'returns.checks': check } : { checks: check });
  if (after) {
    const cut = after.indexOf('-');
    const answeredAt = new Date(Number(after.slice(0, cut)));
    every.push({
      $or: [{ answeredAt: { $lt: answeredAt } }, { answeredAt, _id: { $lt: after.slice(cut + 1) } }],
    });
  }
  return { $and: every };
}

/** Answers that wait for a reviewer, the longest waiting first. */
export async function answersToRead(
  most: number,
): Promise<{ name: string; verdict: CheckedAnswerFields['verdict'] }[]> {
  const rows = await CheckedAnswer.find({ ...SENT, waiting: true }, { verdict: 1 })
    .sort({ answeredAt: 1, _id: 1 })
    .limit(most)
    .lean<CheckedAnswerFields[]>();
  return rows.map(({ _id, verdict }) => ({ name: _id, verdict }));
}

/** How many answers wait for the actor to read them: reviewers read, others see the figures. */
export async function answersWaiting({ actor }: Context): Promise<number | undefined> {
  return canReview(actor, []) ? CheckedAnswer.countDocuments({ ...SENT, waiting: true }) : undefined;
}

/** Answers of a list, newest first. */
export async function listAnswers(context: Context, query: ReviewQuery) {
  if (!canSeeFigures(context.actor)) throw new Forbidden();
  const rows = await CheckedAnswer.find(listFilter(query), { pending: 0, returns: 0 })
    .sort({ answeredAt: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .lean<CheckedAnswerFields[]>();
  const last = rows[PAGE_SIZE - 1];
  const shown = rows.slice(0, PAGE_SIZE);
  const items = await publicItems([...new Set(shown.map(({ code }) => code))], context.now);
  const asked = new Map(items.map((item) => [item.code, item]));
  return {
    // What is by now about the conduct of a unit is not among them.
    rows: shown
      .filter(({ code }) => asked.has(code))
      .map((row) => ({
        code: row.code,
        subject: asked.get(row.code)?.subject,
        language: asked.get(row.code)?.language,
        version: row.answerVersion,
        unit: namedUnit(row.unit),
        verdict: row.verdict,
        answeredAt: row.answeredAt,
        chosenFor: row.chosenFor,
        review: row.review && { verdict: row.review.verdict, agrees: row.review.agrees },
        rating: row.rating,
      })),
    ...(rows.length > PAGE_SIZE && last ? { next: `${last.answeredAt!.getTime()}-${last._id}` } : {}),
  };
}

/** Question and answer to read, and what is on file. The question is the public one: a review needs no more. */
export async function answerToReview({ actor }: Context, code: string, version: number) {
  const row = await CheckedAnswer.findById(answerName(code, version)).lean<CheckedAnswerFields>();
  const item = row?.answeredAt ? await itemWithAnswers(code) : undefined;
  const found = item && answerOfItem(item, version);
  if (!row || !found) throw new NotFound();
  const { answer } = found;
  if (!canReview(actor, [...(row.hadPart ?? []), answer.by, answer.override?.by])) throw new Forbidden();
  const shown = shownVersion(item, item.publishText ? found : { ...found, evidence: [] }, true);
  return {
    code,
    version,
    unit: namedUnit(row.unit),
    language: item.language,
    question: item.publicText,
    // Files of those who have declined publication open for the unit and the sender alone.
    answer: row.review ? shown : unmarked(shown),
    savedAt: answer.savedAt,
    points: item.points.map(({ n, text }) => ({ n, text })),
    ...(row.review ? { result: resultOf(row, found) } : {}),
    review: row.review,
    mine: !row.review || ('id' in actor && row.review.by === actor.id),
  };
}

/** Without what the check says of it, point by point: whoever reads it judges for themselves. */
function unmarked({ answered: _answered, points, ...answer }: ShownAnswer): ShownAnswer {
  return { ...answer, points: points?.map(({ answered: _, ...point }) => point) ?? [] };
}

/** What the check, the head and the sender thought of it: for whoever has said what they think. */
function resultOf(row: CheckedAnswerFields, { answer, rating }: AnswerOfItem) {
  return {
    verdict: row.verdict,
    score: row.score,
    rulesVersion: row.rulesVersion,
    checks: row.checks.map(defectTitle),
    chosenFor: row.chosenFor,
    returned: row.returned,
    reasons: [answer.reason, answer.override?.reason].filter(Boolean),
    rating,
  };
}

export interface Figures {
  name: string;
  unit?: Named;
  /** Key of the words for a check. */
  title?: string;
  counts: Record<Exclude<ListName, 'waiting'>, number>;
  /** Whole per cent of those read; null when none was. */
  agreement: number | null;
}

const COUNTED = ['sent', 'returned', 'overridden', 'did-not-answer', 'reviewed', 'disagreed'] as const;

/** By unit, or by check: how often an answer came back, was sent against the check, and did not answer. */
export async function reviewFigures(context: Context, by: 'unit' | 'check'): Promise<Figures[]> {
  if (!canSeeFigures(context.actor)) throw new Forbidden();
  const byName = new Map<string, Figures>();
  const lists = await Promise.all(COUNTED.map((list) => countsBy(by, list)));
  for (const [at, counts] of lists.entries())
    for (const [name, count] of counts) {
      const figures = byName.get(name) ?? emptyFigures(name, by);
      figures.counts[COUNTED[at]!] = count;
      byName.set(name, figures);
    }
  for (const figures of byName.values()) {
    const { reviewed, disagreed } = figures.counts;
    figures.agreement = percent(reviewed - disagreed, reviewed);
  }
  return [...byName.values()].sort((a, b) => b.counts.sent - a.counts.sent || (a.name < b.name ? -1 : 1));
}

function emptyFigures(name: string, by: 'unit' | 'check'): Figures {
  const counts = { sent: 0, returned: 0, overridden: 0, 'did-not-answer': 0, reviewed: 0, disagreed: 0 };
  return {
    name,
    ...(by === 'unit' ? { unit: namedUnit(name) } : { title: defectTitle(name) }),
    counts,
    agreement: null,
  };
}

/** An answer returned twice for the same is one answer returned. */
async function countsBy(by: 'unit' | 'check', list: (typeof COUNTED)[number]): Promise<Map<string, number>> {
  const match: PipelineStage = { $match: { $and: [SENT, FILTERS[list]] } };
  const field = by === 'unit' ? 'unit' : list === 'returned' ? 'returns.checks' : 'checks';
  const unwind: PipelineStage[] =
    by === 'unit'
      ? []
      : list === 'returned'
        ? [{ $unwind: '$returns' }, { $unwind: '$returns.checks' }]
        : [{ $unwind: '$checks' }];
  const rows = await CheckedAnswer.aggregate<{ _id: string; count: number }>([
    match,
    ...unwind,
    { $group: { _id: { name: `$${field}`, answer: '$_id' } } },
    { $group: { _id: '$_id.name', count: { $sum: 1 } } },
  ]);
  return new Map(rows.map(({ _id, count }) => [_id, count]));
}

export interface AccuracyOf extends Accuracy {
  /** A kind of unit, a language, or 'all'. */
  name: string;
}

type JudgedRow = JudgedCount & { unit: string; language: string };

/**
 * How well the check does on answers that reviewers have read. Only those that were drawn by their code: what was sent
 * against the check or rated badly is read because something went wrong, and would make it look worse than it is.
 */
export async function checkAccuracy({ actor }: Context): Promise<{
  all: AccuracyOf;
  byKind: AccuracyOf[];
  byLanguage: AccuracyOf[];
  /** Of how many points the check said the same as a reviewer. */
  points: Share | null;
}> {
  if (!canSeeFigures(actor)) throw new Forbidden();
  const judged: Filter = { chosenFor: 'sample', 'review.agrees': { $in: [true, false] } };
  const groups = await CheckedAnswer.aggregate<{ _id: Omit<JudgedRow, 'count'>; count: number }>([
    { $match: judged },
    {
      $group: {
        _id: { check: '$verdict', reviewer: '$review.verdict', unit: '$unit', language: '$language' },
        count: { $sum: 1 },
      },
    },
  ]);
  const [sums] = await CheckedAnswer.aggregate<{ agreed: number; of: number }>([
    { $match: { ...judged, 'review.points.agreed': { $gte: 0 } } },
    {
      $group: { _id: null, agreed: { $sum: '$review.points.agreed' }, of: { $sum: '$review.points.of' } },
    },
  ]);
  const rows = groups.map(({ _id, count }) => ({ ..._id, count }));
  return {
    all: { name: 'all', ...accuracyOf(rows) },
    points: shareOf(sums?.agreed ?? 0, sums?.of ?? 0),
    byKind: accuracyBy(rows, ({ unit }) => kindGroup(unit)),
    byLanguage: accuracyBy(rows, ({ language }) => language),
  };
}

function accuracyBy(rows: readonly JudgedRow[], nameOf: (row: JudgedRow) => string): AccuracyOf[] {
  const names = [...new Set(rows.map(nameOf))].sort();
  return names.map((name) => ({ name, ...accuracyOf(rows.filter((row) => nameOf(row) === name)) }));
}

function kindGroup(slug: string): string {
  const kind = unitOf(slug)?.kind;
  const found = Object.entries(KIND_GROUPS).find(([, kinds]) => (kinds as readonly unknown[]).includes(kind));
  return found?.[0] ?? 'other';
}
