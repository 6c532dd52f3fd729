import { parse } from 'csv-parse/sync';
import { Invalid } from '../../platform/errors.ts';
import type { TypedRow } from './rules.ts';

export const MOST_ROWS = 20_000;
const COLUMNS = ['target', 'unit', 'month', 'value'] as const;

/** Rows of a file with names of columns on top, separated by comma, semicolon or tab. @throws Invalid */
export function readTargetCsv(bytes: Buffer): TypedRow[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Invalid({ file: { text: 'targets.errors.encoding' } });
  }
  const head = text.slice(0, text.search(/\r?\n|$/));
  const delimiter = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length)[0]!;
  const rows = parsed(text, delimiter);
  if (rows.length === 0) throw new Invalid({ file: { text: 'targets.errors.empty' } });
  if (rows.length > MOST_ROWS)
    throw new Invalid({ file: { text: 'targets.errors.many', values: { limit: MOST_ROWS } } });
  return rows;
}

function parsed(text: string, delimiter: string): TypedRow[] {
  let names: string[] = [];
  const columns = (line: string[]) => {
    names = line.map((name) => name.trim().toLowerCase());
    return names;
  };
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, {
      ...{ bom: true, columns, delimiter, trim: true, info: true, skip_empty_lines: true },
      relax_column_count_less: true,
    }) as unknown as typeof rows;
  } catch (error) {
    const line = (error as { lines?: number }).lines ?? 1;
    throw new Invalid({ file: { text: 'targets.errors.broken', values: { line } } });
  }
  const missing = COLUMNS.find((name) => !names.includes(name));
  if (missing) throw new Invalid({ file: { text: 'targets.errors.column', values: { name: missing } } });
  return rows.map(({ record, info }) => {
    const { target = '', unit = '', month = '', value = '' } = record;
    return { line: info.lines, target, unit, month, value };
  });
}
