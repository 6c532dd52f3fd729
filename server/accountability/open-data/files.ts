import { cityMidnight } from '../../calendar/index.ts';
import { changedItems, type OpenRow, receivedItems } from '../../feedback/index.ts';
import type { Context } from '../../platform/context.ts';
import { csvText } from '../../platform/csv.ts';
import { begunMonth } from '../delay-list/delays.ts';
import { cellOf, FIELDS, openLine } from './fields.ts';

export const FORMATS = ['jsonl', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export const TYPES: Record<Format, string> = {
  jsonl: 'application/jsonl; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** Lines of a file, some at a time. */
async function* written(rows: AsyncIterable<OpenRow[]>, format: Format): AsyncGenerator<string> {
  if (format === 'csv') yield csvText([FIELDS]);
  for await (const some of rows) {
    const lines = some.map(openLine);
    yield format === 'csv'
      ? csvText(
          lines.map((line) => FIELDS.map((field) => cellOf(line[field]))),
          false,
        )
      : lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }
}

/** All items received in a month, as they are now. @throws NotFound */
export function monthFile(context: Context, name: string, format: Format): AsyncIterable<string> {
  const { start, end } = begunMonth(context, name);
  return written(receivedItems({ from: start, to: end }, context.now), format);
}

/** All items to which something happened since a date (yyyy-mm-dd in the city), as they are now. */
export function changesFile({ now }: Context, since: string, format: Format): AsyncIterable<string> {
  return written(changedItems(cityMidnight(since), now), format);
}
