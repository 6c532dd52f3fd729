import { cityMidnight } from '../calendar/index.ts';
import { dayAfter } from '../city/dates.ts';
import { unknownAmong } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { csvText } from '../platform/csv.ts';
import { allow } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { type Reading, ReadingRow } from './model.ts';
import { readingsWritten } from './note.ts';
import { canReadAudit } from './rules.ts';

export interface ReadingQuery {
  person?: string;
  code?: string;
  from?: string;
  to?: string;
  after?: string;
}

export const ROWS = 50;
export const MOST_IN_FILE = 20_000;

function filterOf({ person, code, from, to }: ReadingQuery, accounts: readonly string[]): object {
  const at = {
    ...(from ? { $gte: cityMidnight(from) } : {}),
    ...(to ? { $lt: cityMidnight(dayAfter(to)) } : {}),
  };
  return {
    ...(person ? { by: { $in: accounts } } : {}),
    ...(code ? { code: code.toUpperCase() } : {}),
    ...(Object.keys(at).length > 0 ? { at } : {}),
  };
}

export interface ReadingShown extends Reading {
  /** Of an item that the reader may not know of: it stands without its code. */
  withheld?: boolean;
}

/** Newest first. @param accounts of the person that is asked for */
export async function listReadings(
  context: Context,
  query: ReadingQuery,
  { accounts, most }: { accounts: readonly string[]; most: number },
): Promise<ReadingShown[]> {
  allow(canReadAudit(context.actor));
  await readingsWritten();
  const filter = filterOf(query, accounts);
  const [at, id] = (query.after ?? '').split('~');
  const moment = new Date(Number(at));
  const before =
    at && id && !Number.isNaN(moment.getTime())
      ? { $or: [{ at: { $lt: moment } }, { at: moment, _id: { $lt: id } }] }
      : {};
  const rows = await ReadingRow.find({ $and: [filter, before] })
    .sort({ at: -1, _id: -1 })
    .limit(most)
    .lean<Reading[]>();
  const codes = rows.flatMap(({ code }) => code ?? []);
  const unknown = await unknownAmong(context, codes);
  if (query.code && unknown.size > 0) return [];
  return rows.map(({ code, why, ...row }) =>
    code && unknown.has(code)
      ? { ...row, withheld: true }
      : { ...row, ...(code ? { code } : {}), ...(why ? { why } : {}) },
  );
}

export const placeAfter = ({ at, _id }: Reading): string => `${at.getTime()}~${_id}`;

export function readingsCsv({ language }: Context, rows: readonly ReadingShown[]): string {
  const t = translator(language);
  const head = ['at', 'name', 'what', 'code', 'why'].map((name) => t(`reading-audit.columns.${name}`));
  const lines = rows.map(({ at, name, what, code = '', why = '', withheld }) => [
    ...[at.toISOString(), name, t(`reading-audit.kinds.${what}`)],
    ...[withheld ? t('reading-audit.withheld') : code, why],
  ]);
  return csvText([head, ...lines]);
}
