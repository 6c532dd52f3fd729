import { likeness, shinglesOf } from '../../answer-quality/index.ts';
import type { Named } from '../../city/named.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { ByVersion } from '../../platform/data/by-version.ts';
import { namedUnit } from '../../units/index.ts';
import { Feedback, type FeedbackFields } from '../item/model.ts';
import type { Status } from '../item/rules/status.ts';
import { UNSHIELDED } from '../item/shielded.ts';
import { itemIndex } from '../search/item-index.ts';

export interface LikelyDuplicate {
  code: string;
  subject: string;
  language: ContentLanguage;
  status: Status;
  unit?: Named;
  receivedAt: Date;
  /** How much of what it says is the same, in %. */
  percent: number;
  sameSender: boolean;
}

type Row = Pick<
  FeedbackFields,
  | '_id'
  | 'version'
  | 'code'
  | 'publicText'
  | 'language'
  | 'status'
  | 'unit'
  | 'receivedAt'
  | 'sender'
  | 'originalText'
>;
const SHOWN = {
  ...{ version: 1, code: 1, publicText: 1, language: 1, status: 1, unit: 1, receivedAt: 1 },
  ...{ sender: 1, originalText: 1 },
} as const;

const MOST_SHOWN = 5;
/** Less in common is chance: every letter to an office shares some words. */
const LEAST = 0.2;
/** What is not public yet is in no index: the newest of it are compared one by one. */
const NOT_PUBLIC_YET = 200;
const FROM_INDEX = 20;

const textOf = ({ originalText }: Pick<Row, 'originalText'>) =>
  `${originalText.subject}\n${originalText.text}`;

const shingles = new ByVersion((row: Row) => shinglesOf(textOf(row), row.language), 1_000);

function isSameSender(one: Row['sender'], other: Row['sender']): boolean {
  return (!!one.email && one.email === other.email) || (!!one.phone && one.phone === other.phone);
}

/** Items that may say the same, those in the queue included; the likest first. For whoever screens. */
export async function likelyDuplicates(code: string): Promise<LikelyDuplicate[]> {
  const item = await Feedback.findOne({ code }, SHOWN).lean<Row>();
  if (!item) return [];
  const { hits } = await itemIndex().similar(textOf(item), { most: FROM_INDEX });
  const ids = hits.filter(({ score }) => score >= LEAST).map(({ id }) => id);
  const [indexed, waiting] = await Promise.all([
    Feedback.find({ _id: { $in: ids }, ...UNSHIELDED }, SHOWN).lean<Row[]>(),
    Feedback.find({ status: { $in: ['submitted', 'waiting'] }, closedAt: null, ...UNSHIELDED }, SHOWN)
      .sort({ dueAt: -1, _id: -1 })
      .limit(NOT_PUBLIC_YET)
      .lean<Row[]>(),
  ]);
  const rows = new Map([...indexed, ...waiting].map((row) => [row.code, row]));
  rows.delete(code);
  const own = shingles.of(item);
  return [...rows.values()]
    .map((row) => duplicateOf(row, { item, own }))
    .filter(({ percent }) => percent >= 100 * LEAST)
    .sort((one, other) => other.percent - one.percent)
    .slice(0, MOST_SHOWN);
}

function duplicateOf(row: Row, { item, own }: { item: Row; own: Set<string> }): LikelyDuplicate {
  const { code, publicText, language, status, unit, receivedAt } = row;
  const percent = Math.round(100 * likeness(own, shingles.of(row)));
  return {
    ...{ code, subject: publicText.subject, language, status, unit: namedUnit(unit), receivedAt, percent },
    sameSender: isSameSender(row.sender, item.sender),
  };
}
