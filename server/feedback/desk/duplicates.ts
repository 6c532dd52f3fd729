import { likeness, shinglesOf } from '../../answer-quality/index.ts';
import type { Named } from '../../city/named.ts';
import type { ContentLanguage } from '../../platform/context.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { keepNewest } from '../../platform/newest.ts';
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

type Compared = Pick<FeedbackFields, '_id' | 'language' | 'originalText'>;
type Row = Compared &
  Pick<FeedbackFields, 'code' | 'publicText' | 'status' | 'unit' | 'receivedAt' | 'sender'>;

const COMPARED = { language: 1, originalText: 1 } as const;
const SHOWN = {
  ...COMPARED,
  ...{ code: 1, publicText: 1, status: 1, unit: 1, receivedAt: 1, sender: 1 },
} as const;

const MOST_SHOWN = 5;
/** Less in common is chance: every letter to an office shares some words. */
const LEAST = 0.2;
/** What is not public yet is in no index: the newest of it are compared one by one. */
const NOT_PUBLIC_YET = 200;
const FROM_INDEX = 20;

const textOf = ({ originalText }: Pick<Row, 'originalText'>) =>
  `${originalText.subject}\n${originalText.text}`;

/** By id: what a sender has written never changes. */
const shingles = storeMemory(() => new Map<string, Set<string>>());
const MOST_KEPT = 1_000;

function isSameSender(one: Row['sender'], other: Row['sender']): boolean {
  return (!!one.email && one.email === other.email) || (!!one.phone && one.phone === other.phone);
}

/** Items that may say the same, those in the queue included; the likest first. For whoever screens. */
export async function likelyDuplicates(code: string): Promise<LikelyDuplicate[]> {
  const item = await Feedback.findOne({ code }, SHOWN).lean<Row>();
  if (!item) return [];
  const { hits } = await itemIndex().similar(textOf(item), { most: FROM_INDEX });
  const indexed = hits.filter(({ score }) => score >= LEAST).map(({ id }) => id);
  const ids = new Set([...indexed, ...(await waitingIds())]);
  ids.delete(String(item._id));
  const own = shinglesOf(textOf(item), item.language);
  const alike = [...(await shinglesOfItems([...ids]))]
    .map(([id, other]) => ({ id, percent: Math.round(100 * likeness(own, other)) }))
    .filter(({ percent }) => percent >= 100 * LEAST)
    .sort((one, other) => other.percent - one.percent);
  return firstShown(alike, item);
}

async function waitingIds(): Promise<string[]> {
  const status = { $in: ['submitted', 'waiting'] as Status[] };
  const rows = await Feedback.find({ status, closedAt: null, ...UNSHIELDED }, { _id: 1 })
    .sort({ dueAt: -1, _id: -1 })
    .limit(NOT_PUBLIC_YET)
    .lean();
  return rows.map(({ _id }) => String(_id));
}

/** Texts of those alone are read that were not compared lately: the same ones stand in the queue for days. */
async function shinglesOfItems(ids: readonly string[]): Promise<Map<string, Set<string>>> {
  const known = shingles();
  const found = new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!] as const] : [])));
  const unread = ids.filter((id) => !found.has(id));
  const rows =
    unread.length > 0
      ? await Feedback.find({ _id: { $in: unread }, ...UNSHIELDED }, COMPARED).lean<Compared[]>()
      : [];
  for (const row of rows) found.set(String(row._id), shinglesOf(textOf(row), row.language));
  for (const each of found) keepNewest(known, each, MOST_KEPT);
  return found;
}

async function firstShown(
  alike: readonly { id: string; percent: number }[],
  item: Row,
): Promise<LikelyDuplicate[]> {
  const first = alike.slice(0, MOST_SHOWN);
  if (first.length === 0) return [];
  const ids = first.map(({ id }) => id);
  const rows = await Feedback.find({ _id: { $in: ids }, ...UNSHIELDED }, SHOWN).lean<Row[]>();
  const byId = new Map(rows.map((row) => [String(row._id), row]));
  return first.flatMap(({ id, percent }) => {
    const row = byId.get(id);
    return row ? [duplicateOf(row, percent, item)] : [];
  });
}

function duplicateOf(row: Row, percent: number, item: Row): LikelyDuplicate {
  const { code, publicText, language, status, unit, receivedAt } = row;
  return {
    ...{ code, subject: publicText.subject, language, status, unit: namedUnit(unit), receivedAt, percent },
    sameSender: isSameSender(row.sender, item.sender),
  };
}
