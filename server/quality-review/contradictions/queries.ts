import type { QueryFilter } from 'mongoose';
import { itemWithAnswers, publicItems, shownVersion } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { Forbidden, NotFound } from '../../platform/errors.ts';
import { namedRegulation } from '../../regulations/index.ts';
import { namedUnit } from '../../units/index.ts';
import { CheckedAnswer } from '../model.ts';
import { canReview, canSeeFigures } from '../policy.ts';
import { Contradiction, type ContradictionFields } from './model.ts';
import type { ContradictionQuery } from './schemas.ts';

const PAGE_SIZE = 30;
/** Of what is left out no more is read than this for one page: the next goes on behind it. */
const MOST_READS = 10;
type Row = Omit<ContradictionFields, 'pending' | 'version'>;

/** Newest first. A page is full as long as there are more, but where hundreds in a row are left out. */
export async function listContradictions(context: Context, { status, after }: ContradictionQuery) {
  if (!canSeeFigures(context.actor)) throw new Forbidden();
  const found: Row[] = [];
  let cursor = after;
  let reads = 0;
  do {
    const rows = await Contradiction.find({ $and: [{ status }, behind(cursor)] }, { pending: 0 })
      .sort({ foundAt: -1, _id: -1 })
      .limit(PAGE_SIZE + 1)
      .lean<Row[]>();
    found.push(...(await ofKnownItems(rows, context)));
    cursor = rows.length > PAGE_SIZE ? cursorOf(rows.at(-1)!) : undefined;
    reads += 1;
  } while (cursor && found.length <= PAGE_SIZE && reads < MOST_READS);
  const next = found.length > PAGE_SIZE ? cursorOf(found[PAGE_SIZE - 1]!) : cursor;
  return { rows: found.slice(0, PAGE_SIZE).map(shown), ...(next ? { next } : {}) };
}

const cursorOf = ({ _id, foundAt }: Row) => `${foundAt.getTime()}-${_id}`;

/** Without those of which an item is by now about the conduct of a unit: nobody hears of it. */
async function ofKnownItems(rows: readonly Row[], { now }: Context): Promise<Row[]> {
  const items = await publicItems([...new Set(rows.flatMap(({ codes }) => codes))], now);
  const known = new Set(items.map(({ code }) => code));
  return rows.filter(({ codes }) => codes.every((code) => known.has(code)));
}

function behind(after: string | undefined): QueryFilter<ContradictionFields> {
  if (!after) return {};
  const cut = after.indexOf('-');
  const foundAt = new Date(Number(after.slice(0, cut)));
  return { $or: [{ foundAt: { $lt: foundAt } }, { foundAt, _id: { $lt: after.slice(cut + 1) } }] };
}

function shown({ _id, codes, units, regulation, differences, foundAt, status, settled }: Row) {
  return {
    ...{ name: _id, codes, differences, foundAt, status },
    holds: settled?.holds,
    units: units.map((slug) => namedUnit(slug)),
    regulation: namedRegulation(regulation),
  };
}

export async function countOpenContradictions(): Promise<number> {
  return Contradiction.countDocuments({ status: 'open' });
}

/** Both answers side by side, as everybody may read them. */
export async function contradictionToSettle(context: Context, name: string) {
  const { actor, now } = context;
  if (!canSeeFigures(actor)) throw new Forbidden();
  const row = await Contradiction.findById(name, { pending: 0 }).lean<Row>();
  const [known] = row ? await ofKnownItems([row], context) : [];
  if (!row || !known) throw new NotFound();
  const items = await publicItems(row.codes, now);
  const answers = await Promise.all(
    row.codes.map(async (code, at) => {
      const item = await itemWithAnswers(code);
      const published = item?.status === 'answered' && item.publishText && item.answer;
      return {
        code,
        unit: namedUnit(row.units[at]),
        language: item?.language,
        question: items.find((each) => each.code === code),
        answer:
          item && published
            ? shownVersion(item, { answer: published, answeredAt: item.closedAt }, true)
            : undefined,
      };
    }),
  );
  return {
    ...shown(row),
    answers,
    settled: row.settled && { ...row.settled, by: undefined },
    maySettle: row.status === 'open' && canReview(actor, await hadPartIn(row.codes)),
  };
}

/** Accounts that had a hand in one of the answers. */
export async function hadPartIn(codes: readonly string[]): Promise<string[]> {
  const names = codes.flatMap((code) => [1, 2, 3].map((version) => `${code}.${version}`));
  const [rows, items] = await Promise.all([
    CheckedAnswer.find({ _id: { $in: names } }, { hadPart: 1 }).lean<{ hadPart?: string[] }[]>(),
    Promise.all(codes.map(itemWithAnswers)),
  ]);
  const wrote = items.flatMap((item) => [item?.answer?.by, item?.answer?.override?.by]);
  return [...rows.flatMap(({ hadPart = [] }) => hadPart), ...wrote].filter((id) => id !== undefined);
}

/** What letters tell; undefined once it is gone. */
export async function contradictionForLetters(name: string): Promise<Row | undefined> {
  return (await Contradiction.findById(name, { pending: 0 }).lean<Row>()) ?? undefined;
}
