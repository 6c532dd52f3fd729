import { CONTENT_LANGUAGES } from '../../platform/context.ts';
import {
  type Cell,
  type Counts,
  facesMarked,
  figuresOf,
  type RowName,
  rowId,
} from '../../platform/figures/index.ts';
import type { AUTHORITY } from '../item/rules/fields.ts';
import { ACCEPTED, OPEN } from '../item/rules/status.ts';
import { cellsOf, type ItemFace } from './cells.ts';
import { ofStatus } from './read.ts';
import { countedItems, rowMark } from './source.ts';

/** What several things are true of at once. Nothing given: all of the city. */
export interface Crossing {
  units?: readonly string[] | undefined;
  /** Of a field. */
  regulations?: readonly string[] | undefined;
  ward?: string | undefined;
  language?: string | undefined;
  /** What offices have raised. */
  sender?: typeof AUTHORITY | undefined;
}

/** What is read of one question at most: seconds of work on a busy machine. Whoever asks for more is told so. */
const MOST_READ = 20_000;

/** The rows that have the fewest items among those that the crossing lies in. */
function rowsOf({ units, ward, regulations, language, sender }: Crossing): Omit<RowName, 'month'>[] {
  if (units) return units.map((key) => ({ of: 'unit', key }));
  if (ward) return [{ of: 'ward', key: ward }];
  if (regulations) return regulations.map((key) => ({ of: 'regulation', key }));
  if (sender) return [{ of: 'sender', key: sender }];
  return (language ? [language] : CONTENT_LANGUAGES).map((key) => ({ of: 'language', key }));
}

const isIn = (face: ItemFace, { regulations, ward, language, sender }: Crossing): boolean =>
  (!sender || face.raisedBy !== undefined) &&
  (!regulations || (face.regulation !== undefined && regulations.includes(face.regulation))) &&
  (!ward || face.ward === ward) &&
  (!language || face.language === language);

/** About as many items count in a row: next to all that do were received, or answered, in its month, or are open. */
function itemsIn(counts: Counts): number {
  return (counts['received'] ?? 0) + (counts['answers'] ?? 0) + ofStatus(counts, OPEN);
}

interface Counted {
  id: string;
  face: ItemFace;
  /** Those that it counts for in the rows asked for. */
  cells: Cell[];
}

/** @param months undefined: those that are open now */
async function countedIn(
  crossing: Crossing,
  months: readonly string[] | undefined,
): Promise<Counted[] | 'many' | undefined> {
  const own = rowsOf(crossing);
  const rows = months?.flatMap((month) => own.map((row) => ({ ...row, month }))) ?? own;
  const kept = await figuresOf(rows);
  if (!kept) return undefined;
  if (kept.reduce((sum, counts) => sum + itemsIn(counts), 0) > MOST_READ) return 'many';
  const faces = await facesMarked(countedItems, rows.map(rowMark));
  const asked = new Set(rows.map(rowId));
  const kind = own[0]?.of ?? 'city';
  return [...faces].flatMap(([id, face]) => {
    if (!isIn(face, crossing)) return [];
    return { id, face, cells: cellsOf({ ...face, only: kind }).filter((cell) => asked.has(rowId(cell))) };
  });
}

function added(cells: readonly Cell[]): Counts {
  const counts: Counts = {};
  for (const { field } of cells) counts[field] = (counts[field] ?? 0) + 1;
  return counts;
}

/**
 * Months one after another, as `figuresByMonth` gives them, of what several things are true of. Kept are the figures of
 * each alone: here the items in the smallest of the rows are gone through. 'many': they are too many.
 */
export async function crossedByMonth(
  crossing: Crossing,
  months: readonly string[],
): Promise<Counts[] | 'many' | undefined> {
  const found = await countedIn(crossing, months);
  if (!found || found === 'many') return found;
  const cells = found.flatMap((each) => each.cells);
  return months.map((month) => added(cells.filter((cell) => cell.month === month)));
}

/**
 * Ids of the items that a figure of some months counts, in the order in which they were entered.
 * @param field one of the row, as 'received' or 'took:0-2'
 */
export async function idsCrossed(
  crossing: Crossing,
  months: readonly string[],
  field: string,
): Promise<{ id: string; accepted: boolean }[] | 'many' | undefined> {
  const found = await countedIn(crossing, months);
  if (!found || found === 'many') return found;
  return found
    .filter(({ cells }) => cells.some((cell) => cell.field === field))
    .map(({ id, face }) => ({ id, accepted: ACCEPTED.includes(face.status) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The same by unit: what happened in some months, and how things stand now. */
export async function crossedByUnit(
  crossing: Crossing,
  months: readonly string[],
): Promise<Map<string, { past: Counts; now: Counts }> | 'many' | undefined> {
  const [past, now] = await Promise.all([countedIn(crossing, months), countedIn(crossing, undefined)]);
  if (!past || !now) return undefined;
  if (past === 'many' || now === 'many') return 'many';
  const begun = new Set(months);
  const cells = {
    past: ofUnits(past, crossing).filter(({ month }) => month && begun.has(month)),
    now: ofUnits(now, crossing).filter(({ month }) => !month),
  };
  const units = new Set([...cells.past, ...cells.now].map(({ key }) => key));
  const counts = (of: readonly Cell[], unit: string) => added(of.filter(({ key }) => key === unit));
  return new Map(
    [...units].map((unit) => [unit, { past: counts(cells.past, unit), now: counts(cells.now, unit) }]),
  );
}

function ofUnits(found: readonly Counted[], { units }: Crossing): Cell[] {
  const all = found.flatMap(({ face }) =>
    cellsOf({ ...face, only: 'unit' }).filter(({ of }) => of === 'unit'),
  );
  return units ? all.filter(({ key }) => units.includes(key)) : all;
}
