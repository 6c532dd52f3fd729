import {
  FigureBatchModel,
  type FigurePart,
  FigurePartModel,
  type FigureRow,
  FigureRowModel,
} from './model.ts';
import type { Counts } from './rules.ts';
import { type RowName, rowId } from './rules.ts';
import type { CountedSource } from './source.ts';

/** False while documents from before there were figures are being counted: then nothing is shown rather than half. */
async function figuresAreWhole(): Promise<boolean> {
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

/** The figures of all units, say, by their key. @param month absent: of all time, or as it is now */
export async function allFiguresOf(of: string, month?: string): Promise<Map<string, Counts> | undefined> {
  const [whole, rows] = await Promise.all([
    figuresAreWhole(),
    FigureRowModel.collection.find<FigureRow>({ of, month: month ?? null }).toArray(),
  ]);
  return whole ? new Map(rows.map(({ key, counts }) => [key, counts])) : undefined;
}

/** Ids of documents with a mark. */
export async function markedWith(source: CountedSource, mark: string): Promise<string[]> {
  const parts = await FigurePartModel.collection
    .find<Pick<FigurePart, '_id'>>({ marks: mark }, { projection: { _id: 1 } })
    .toArray();
  const own = `${source.name}:`;
  return parts.flatMap(({ _id }) => (_id.startsWith(own) ? _id.slice(own.length) : []));
}
