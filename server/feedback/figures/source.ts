import mongoose from 'mongoose';
import { cityDate } from '../../calendar/index.ts';
import { DAY_MS, weekOf as weekOfDate } from '../../city/dates.ts';
import { type CountedSource, type RowName, rowId } from '../../platform/figures/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import { comparedPapers } from '../item/papers.ts';
import type { Aged } from '../item/rules/ageing.ts';
import { citationsIn } from '../item/rules/citations.ts';
import type { Grades } from '../item/rules/grades.ts';
import { type HandledAs, handledAs } from '../item/rules/handled.ts';
import { ACCEPTED, MOVES, OPEN, STATUSES_IN_UNIT } from '../item/rules/status.ts';
import type { Appeal } from '../item/shapes/appeal.ts';
import type { FirstAnswer } from '../item/shapes/rating.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { cellsOf, type ItemFace, monthsFromTo, runs, tookGroup } from './cells.ts';

const READ = {
  status: 1,
  kind: 1,
  channel: 1,
  language: 1,
  regulation: 1,
  unit: 1,
  'raised.unit': 1,
  ward: 1,
  assignee: 1,
  'holdings.unit': 1,
  'holdings.from': 1,
  'holdings.to': 1,
  receivedAt: 1,
  closedAt: 1,
  dueAt: 1,
  overdueAt: 1,
  'extensionRequest.at': 1,
  clockFlags: 1,
  'rating.unit': 1,
  'rating.at': 1,
  'rating.answered': 1,
  'rating.clear': 1,
  'rating.solved': 1,
  'answer.override.at': 1,
  'reopening.unit': 1,
  'reopening.at': 1,
  papers: 1,
  'answer.text': 1,
  'aged.at': 1,
  'aged.look.as': 1,
  'learnedUnits.at': 1,
  'learnedUnits.units': 1,
  'appeal.at': 1,
  'appeal.unit': 1,
  'appeal.overdueAt': 1,
  'appeal.decision.at': 1,
  'appeal.decision.outcome': 1,
  'reopening.lookFrom': 1,
  'reopening.second.unit': 1,
  'reopening.second.closedAt': 1,
  'reopening.second.dueAt': 1,
  'reopening.second.overdueAt': 1,
  'reopening.second.answer.override.at': 1,
  'reopening.second.rating.answered': 1,
  'reopening.second.rating.clear': 1,
  'reopening.second.rating.solved': 1,
  'reopening.second.rating.at': 1,
  'reopening.first.closedAt': 1,
  'reopening.first.dueAt': 1,
  'reopening.first.overdueAt': 1,
  'reopening.first.rating.answered': 1,
  'reopening.first.rating.clear': 1,
  'reopening.first.rating.solved': 1,
  'reopening.first.rating.at': 1,
  'reopening.first.answer.override.at': 1,
  'reopening.first.holdings.unit': 1,
  'reopening.first.holdings.from': 1,
  'reopening.first.holdings.to': 1,
} as const;

const monthOf = (at: Date) => cityDate(at).slice(0, 7);
const weekOf = (at: Date) => weekOfDate(cityDate(at));
const dayNumber = (at: Date) => Date.parse(cityDate(at)) / DAY_MS;
const daysBetween = (from: Date, to: Date) => dayNumber(to) - dayNumber(from);

function faceOf(item: FeedbackFields): ItemFace {
  const { status, regulation, unit, assignee, closedAt, dueAt, overdueAt, rating } = item;
  const toApprove = !closedAt && (status === 'in-review' || !!item.extensionRequest);
  const lateIn = lateMonths(item);
  const first = firstOf(item);
  const second = item.reopening?.second;
  const answers = answersOf(item);
  const handled = handledAs(item);
  const overrides = answers.filter(({ override }) => override).map(({ unit, month }) => ({ unit, month }));
  return {
    status,
    kind: item.kind,
    channel: item.channel,
    language: item.language,
    ...(regulation ? { regulation } : {}),
    ...(unit ? { unit } : {}),
    ...(item.raised ? { raisedBy: item.raised.unit } : {}),
    ...(assignee && STATUSES_IN_UNIT.includes(status) ? { official: assignee } : {}),
    received: monthOf(item.receivedAt),
    week: weekOf(item.receivedAt),
    ...(item.ward && ACCEPTED.includes(status) ? { ward: item.ward } : {}),
    ...(closedAt ? { closed: monthOf(closedAt) } : {}),
    ...(runs(status) ? { due: cityDate(dueAt) } : {}),
    ...(overdueAt ? { late: true as const } : {}),
    ...(toApprove ? { toApprove: true as const } : {}),
    ...(item.clockFlags?.length ? { flagged: true as const, flags: [...item.clockFlags] } : {}),
    ...(rating?.unit ? { rated: { unit: rating.unit, month: monthOf(rating.at), ...gradesOf(rating) } } : {}),
    ...(first ? { first } : {}),
    ...(second ? { second: answerBefore(second.unit, second) } : {}),
    ...(item.papers?.length ? { papers: papersOf(item) } : {}),
    ...(item.aged && status === 'answered' ? { aged: agedOf(item.aged) } : {}),
    ...citedOf(item),
    ...(item.appeal ? { appeal: appealOf(item.appeal) } : {}),
    ...(item.learnedUnits && unit ? { learned: learnedOf(item.learnedUnits, unit) } : {}),
    ...(answers.length > 0 ? { took: answers.map(({ override: _, ...each }) => each) } : {}),
    ...(overrides.length > 0 ? { overrides } : {}),
    ...(handled
      ? {
          handled: {
            as: handled.as,
            month: monthOf(handled.at),
            ...(handled.unit ? { unit: handled.unit } : {}),
          },
        }
      : {}),
    ...(lateIn.length > 0 ? { lateIn } : {}),
  };
}

function firstOf({ reopening }: FeedbackFields): ItemFace['first'] {
  if (!reopening) return undefined;
  const { unit, at, first } = reopening;
  return { ...answerBefore(unit, first), reopened: monthOf(at) };
}

/** An answer that was put away goes on counting in its month. */
function answerBefore(unit: string, { closedAt, overdueAt, rating }: FirstAnswer) {
  return {
    unit,
    month: monthOf(closedAt),
    ...(overdueAt ? { late: true as const } : {}),
    rated: monthOf(rating.at),
    ...gradesOf(rating),
  };
}

/** What was demanded of accepted items: before that it tells something of the text. */
function papersOf(item: FeedbackFields): NonNullable<ItemFace['papers']> {
  if (!ACCEPTED.includes(item.status)) return [];
  return comparedPapers(item).map(({ at, outside, answer }) => ({
    month: monthOf(at),
    outside,
    ...(answer ? { answer: answer.how } : {}),
  }));
}

const agedOf = ({ at, look }: Aged): NonNullable<ItemFace['aged']> => ({
  month: monthOf(at),
  ...(look ? { look: look.as } : {}),
});

/** What the answer in force cites: so it is found when that ends. */
function citedOf({ status, answer }: FeedbackFields): Pick<ItemFace, 'cites'> {
  if (status !== 'answered' || !answer?.text) return {};
  const cites = [...new Set(citationsIn(answer.text).map(({ key }) => key))].sort();
  return cites.length > 0 ? { cites } : {};
}

function appealOf({ unit, at, overdueAt, decision }: Appeal): ItemFace['appeal'] {
  return {
    unit,
    month: monthOf(at),
    ...(overdueAt ? { late: true as const } : {}),
    ...(decision ? { decided: { month: monthOf(decision.at), as: decision.outcome } } : {}),
  };
}

function learnedOf(
  { at, units }: NonNullable<FeedbackFields['learnedUnits']>,
  unit: string,
): NonNullable<ItemFace['learned']> {
  const as = units[0] === unit ? 'first' : units.includes(unit) ? 'among' : 'other';
  return { month: monthOf(at), as };
}

const gradesOf = ({ answered, clear, solved }: Grades): Grades => ({ answered, clear, solved });

/** A second answer has its sender wait from the day on which it was asked for, a third from the appeal's decision. */
function answersOf({ status, unit, receivedAt, closedAt, answer, reopening }: FeedbackFields) {
  const of = (unit: string, { answer, closedAt }: Answered, since: Date) => ({
    unit,
    month: monthOf(closedAt!),
    as: tookGroup(Math.max(0, daysBetween(since, closedAt!))),
    override: !!answer?.override,
  });
  return [
    ...(reopening ? [of(reopening.unit, reopening.first, receivedAt)] : []),
    ...(reopening?.second ? [of(reopening.second.unit, reopening.second, reopening.at)] : []),
    ...(status === 'answered'
      ? [of(unit!, { answer, closedAt }, reopening?.lookFrom ?? reopening?.at ?? receivedAt)]
      : []),
  ];
}

type Answered = { answer: FeedbackFields['answer']; closedAt: Date | null };

/** Closed after the date: it may have been late from the month of the date to that of the end. */
function lateMonths({ dueAt, closedAt, reopening }: FeedbackFields): string[] {
  const clocks = [
    { dueAt, closedAt },
    ...(reopening ? [reopening.first] : []),
    ...(reopening?.second ? [reopening.second] : []),
  ];
  const months = clocks.flatMap(({ dueAt, closedAt }) =>
    closedAt && closedAt > dueAt ? monthsFromTo(monthOf(dueAt), monthOf(closedAt)) : [],
  );
  return [...new Set(months)].sort();
}

/** @param key `documentKey`, or the name of a law */
export const citedMark = (key: string) => `cites/${key}`;

export const lateMark = (month: string) => `late/${month}`;

/** @param unit undefined: the coordinators' own */
export const handledMark = (unit: string | undefined, month: string, as: HandledAs) =>
  `handled/${unit ?? '-'}/${month}/${as}`;

/** Of whom the items behind a row can be found; the city's are those of its languages. */
const FOUND_BY = ['unit', 'ward', 'regulation', 'language', 'sender'];

/** An item that counts in a row of a month, or, while it is open, of now: so it is found, and held against other filters. */
export const rowMark = (row: RowName) => `in/${rowId(row)}`;

function rowMarks(face: ItemFace): string[] {
  const open = OPEN.includes(face.status);
  const rows = cellsOf(face).filter(({ of, month }) => (open || month) && FOUND_BY.includes(of));
  return [...new Set(rows.map(rowMark))];
}

const objectIds = (ids: readonly string[]) => ids.map((id) => new mongoose.Types.ObjectId(id));

/** What items count for. Past the model: a rebuild reads them all. */
export const countedItems: CountedSource<ItemFace> = {
  name: 'feedback',
  edition: 7,
  to: [...new Set(MOVES.map(({ entry }) => entry)), 'feedback.submitted', 'feedback.imported'],
  async facesOf(ids) {
    const items = await Feedback.collection
      .find<FeedbackFields>({ _id: { $in: objectIds(ids) }, ...UNSHIELDED }, { projection: READ })
      .toArray();
    return new Map(items.map((item) => [item._id.toHexString(), faceOf(item)]));
  },
  async existing(ids) {
    const among = { _id: { $in: objectIds(ids) }, ...UNSHIELDED };
    const rows = await Feedback.collection.find(among, { projection: { _id: 1 } }).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  async idsAfter(cursor, most) {
    const later = cursor ? { _id: { $gt: new mongoose.Types.ObjectId(cursor) } } : {};
    const options = { projection: { _id: 1 }, sort: { _id: 1 }, limit: most } as const;
    const rows = await Feedback.collection.find(later, options).toArray();
    return rows.map(({ _id }) => String(_id));
  },
  cellsOf,
  marksOf: (face) => {
    const { lateIn = [], cites = [], handled } = face;
    return [
      ...rowMarks(face),
      ...cites.map(citedMark),
      ...lateIn.map(lateMark),
      ...(handled ? [handledMark(handled.unit, handled.month, handled.as)] : []),
    ];
  },
};
