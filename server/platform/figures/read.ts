import { storeMemory } from '../data/store-memory.ts';
import {
  FigureBatchModel,
  type FigurePart,
  FigurePartModel,
  type FigureRow,
  FigureRowModel,
} from './model.ts';
import type { Counts } from './rules.ts';
import { type RowName, rowId } from './rules.ts';
import type { CountedSource, Face } from './source.ts';

const asked = storeMemory(() => ({ answer: undefined as Promise<boolean> | undefined }));

/**
 * False while documents from before there were figures are being counted: then nothing is shown rather than half. A page
 * reads figures in many places at once: they share the answer.
 */
function figuresAreWhole(): Promise<boolean> {
  const question = asked();
  question.answer ??= readState().finally(() => {
    question.answer = undefined;
  });
  return question.answer;
}

async function readState(): Promise<boolean> {
  return (await FigureBatchModel.collection.findOne({ _id: 'state' } as object)) !== null;
}

/** The figures of rows, in their order; a row in which nothing was ever counted is empty. Undefined: see above. */
export async function figuresOf(names: readonly RowName[]): Promise<Counts[] | undefined> {
  const ids = names.map(rowId);
  const [whole, rows] = await Promise.all([
    figuresAreWhole(),
    FigureRowModel.collection.find<FigureRow>({ _id: { $in: ids } } as object).toArray(),
  ]);
  if (!whole) return undefined;
  const byId = new Map(rows.map(({ _id, counts }) => [_id, counts]));
  return ids.map((id) => byId.get(id) ?? {});
}

interface Asked {
  /** Absent: of all time, or as it is now. */
  month?: string;
  /** Those that are read: a row of a unit has hundreds. Absent: all. */
  fields?: readonly string[] | undefined;
  /** Of these alone. */
  keys?: readonly string[] | undefined;
}

/** Rows of all units or regulations come in one answer. */
const MOST_AT_ONCE = 1_000;

/** The figures of all units, say, by their key. */
export async function allFiguresOf(
  of: string,
  { month, fields, keys }: Asked = {},
): Promise<Map<string, Counts> | undefined> {
  const cut = fields && Object.fromEntries(['key', ...fields.map((field) => `counts.${field}`)].map(shown));
  const filter = keys
    ? { _id: { $in: keys.map((key) => rowId({ of, key, ...(month ? { month } : {}) })) } }
    : { of, month: month ?? null };
  const options = { batchSize: MOST_AT_ONCE, ...(cut ? { projection: cut } : {}) };
  const [whole, rows] = await Promise.all([
    figuresAreWhole(),
    FigureRowModel.collection.find<FigureRow>(filter as object, options).toArray(),
  ]);
  return whole ? new Map(rows.map(({ key, counts = {} }) => [key, counts])) : undefined;
}

const shown = (name: string) => [name, 1] as const;

/** Ids of documents with one of some marks. */
export async function markedWith(source: CountedSource, ...marks: string[]): Promise<string[]> {
  const parts = await FigurePartModel.collection
    .find<Pick<FigurePart, '_id'>>({ marks: { $in: marks } }, { projection: { _id: 1 } })
    .toArray();
  const own = `${source.name}:`;
  return parts.flatMap(({ _id }) => (_id.startsWith(own) ? _id.slice(own.length) : []));
}

/** What documents with one of some marks are counted by, by their ids: all of them, so ask first how many these are. */
export async function facesMarked<F extends Face>(
  source: CountedSource<F>,
  marks: readonly string[],
): Promise<Map<string, F>> {
  const parts = await FigurePartModel.collection
    .find<FigurePart>({ marks: { $in: [...marks] } }, { projection: { face: 1 }, batchSize: MOST_AT_ONCE })
    .toArray();
  return new Map(parts.map(({ _id, face }) => [_id.slice(source.name.length + 1), face as F]));
}
