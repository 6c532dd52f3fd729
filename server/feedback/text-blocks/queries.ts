import { accountNames } from '../../accounts/index.ts';
import { cityTimeZone } from '../../calendar/index.ts';
import type { Named } from '../../city/named.ts';
import {
  type ContentLanguage,
  type Context,
  isStaff,
  type Trilingual,
  textIn,
} from '../../platform/context.ts';
import { formatDate } from '../../platform/i18n/dates.ts';
import { namedUnits } from '../../units/index.ts';
import { ownBlock } from './actions.ts';
import { type BlockVersion, TextBlock, type TextBlockFields } from './model.ts';
import { filled } from './rules.ts';

type Row = Pick<TextBlockFields, '_id' | 'unit' | 'language' | 'name' | 'text' | 'at'>;

const LISTED = { unit: 1, language: 1, name: 1, text: 1, at: 1 };

/** Blocks of the reader's offices, by office and name. */
export async function ownBlocks({ actor }: Context): Promise<{ unit: Named; blocks: Row[] }[]> {
  const units = isStaff(actor) ? actor.units : [];
  const rows = await TextBlock.find({ unit: { $in: units }, removedAt: null }, LISTED)
    .sort({ unit: 1, name: 1, _id: 1 })
    .lean<Row[]>();
  return namedUnits(units).map((unit) => ({ unit, blocks: rows.filter((row) => row.unit === unit.slug) }));
}

/** One block with its history, newest first. */
export async function blockPage(context: Context, id: string) {
  const block = (await ownBlock(context, id)).toObject();
  const names = await accountNames([block.by, ...block.earlier.map(({ by }) => by)]);
  const named = ({ by, name, text, at }: BlockVersion) => ({ name, text, at, by: names.get(by) });
  const { unit, language, version } = block;
  return {
    ...{ id, unit: namedUnits([unit])[0], language, version },
    current: named(block),
    earlier: block.earlier.map(named).reverse(),
  };
}

/** What an item gives to the placeholders of its answer. */
interface Answered {
  code: string;
  unit?: Named | undefined;
  regulation?: { name: Trilingual } | undefined;
  dueAt: Date;
  language: ContentLanguage;
}

/** The blocks of the office that has the item, in the sender's language, filled in. */
export async function blocksFor(
  { actor }: Context,
  { code, unit, regulation, dueAt, language }: Answered,
): Promise<{ id: string; name: string; text: string }[]> {
  if (!unit) return [];
  const rows = await TextBlock.find({ unit: unit.slug, language, removedAt: null }, LISTED)
    .sort({ name: 1, _id: 1 })
    .lean<Row[]>();
  const values = {
    ...{ code, due: formatDate(dueAt, 'date', language, cityTimeZone()) },
    procedure: textIn(regulation?.name, language),
    unit: textIn(unit.name, language),
    name: isStaff(actor) ? actor.name : undefined,
  };
  const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value));
  return rows.map(({ _id: id, name, text }) => ({ id, name, text: filled(text, known) }));
}
