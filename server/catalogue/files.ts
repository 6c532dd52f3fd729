import { parse } from 'csv-parse/sync';
import { Invalid } from '../platform/errors.ts';
import { popularNamesOf, type Regulation } from '../regulations/index.ts';
import type { Unit } from '../units/index.ts';
import { type DocumentRows, listsOfJson, listsOfTable } from './documents/rows.ts';

export interface FileRows {
  kind: 'units' | 'regulations';
  rows: unknown[];
}

/** Columns of a table: the fields of the JSON file by their paths. */
const UNIT_COLUMNS = [
  ...['slug', 'kind', 'parent', 'name.vi', 'name.en', 'name.ru'],
  ...['place_name.vi', 'place_name.en', 'place_name.ru', 'abbr_vi', 'code', 'valid_from', 'valid_to'],
  ...['successors', 'predecessors', 'former_district', 'fields_vi', 'verified', 'note', 'source'],
];
const REGULATION_COLUMNS = [
  ...['slug', 'code', 'name.vi', 'name.en', 'name.ru', 'field_key', 'field.vi', 'field.en', 'field.ru'],
  ...['level', 'unit', 'unit_2023', 'audience', 'time.value', 'time.unit', 'time.note'],
  ...['fee.amount_vnd', 'fee.note', 'legal_basis', 'online', 'confidence', 'unsure', 'popular_names'],
];
const LISTS = ['successors', 'predecessors', 'fields_vi', 'legal_basis', 'unsure', 'popular_names'];
const NUMBERS = ['time.value', 'fee.amount_vnd'];
/** An empty cell says something. */
const NULLS = ['parent', ...NUMBERS];

type Cells = Record<string, unknown>;

/**
 * Rows of a file of offices, of procedures or of the documents that they ask for: JSON as the command takes it, or a table with the same fields as columns.
 * @throws Invalid (file)
 */
export function rowsOfFile({ name, bytes }: { name: string; bytes: Buffer }): FileRows | DocumentRows {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Invalid({ file: { text: 'catalogue.import.errors.encoding' } });
  }
  return /^\s*[{[]/.test(text) ? ofJson(text, name) : ofTable(text);
}

function ofJson(text: string, file: string): FileRows | DocumentRows {
  let content: Cells;
  try {
    content = JSON.parse(text) as Cells;
  } catch (error) {
    const fault = (error as Error).message.slice(0, 200);
    throw new Invalid({ file: { text: 'units.report.no-json', values: { file, fault } } });
  }
  if (Array.isArray(content['units'])) return { kind: 'units', rows: content['units'] };
  if (Array.isArray(content['lists'])) return listsOfJson(content['lists']);
  const rows = content['procedures'] ?? content['regulations'];
  if (Array.isArray(rows)) return { kind: 'regulations', rows };
  throw new Invalid({ file: { text: 'units.report.no-catalogue', values: { file } } });
}

function ofTable(text: string): FileRows | DocumentRows {
  const head = text.split(/\r?\n/, 1)[0]!;
  const delimiter = [',', ';', '\t'].reduce((best, each) =>
    head.split(each).length > head.split(best).length ? each : best,
  );
  let records: Record<string, string>[];
  try {
    records = parse(text, {
      bom: true,
      columns: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count_less: true,
      delimiter,
    });
  } catch (error) {
    const fault = (error as Error).message.slice(0, 200);
    throw new Invalid({ file: { text: 'catalogue.import.errors.table', values: { fault } } });
  }
  if (records[0] && 'procedure' in records[0] && 'name.vi' in records[0]) return listsOfTable(records);
  if (!records[0] || !('slug' in records[0]))
    throw new Invalid({ file: { text: 'catalogue.import.errors.columns' } });
  const kind = 'field_key' in records[0] ? 'regulations' : 'units';
  return { kind, rows: records.map(rowOfCells) };
}

function rowOfCells(cells: Record<string, string>): Cells {
  const row: Cells = {};
  for (const [path, text] of Object.entries(cells)) {
    const value = cellValue(path, text);
    if (value === undefined) continue;
    const [outer, inner] = path.split('.') as [string, string | undefined];
    if (inner === undefined) row[outer] = value;
    else row[outer] = { ...(row[outer] as Cells | undefined), [inner]: value };
  }
  return row;
}

function cellValue(path: string, text: string): unknown {
  if (LISTS.includes(path))
    return text
      .split(/[|\n]/)
      .map((each) => each.trim())
      .filter(Boolean);
  if (text === '') return NULLS.includes(path) ? null : undefined;
  // '50.000' is fifty thousand here and fifty elsewhere: what is not digits alone goes on as text, and is refused as no number.
  if (NUMBERS.includes(path)) return /^\d+$/.test(text) ? Number(text) : text;
  if (path === 'verified')
    return /^(true|yes|có|да|1)$/i.test(text) ? true : /^(false|no|không|нет|0)$/i.test(text) ? false : text;
  return text;
}

function ofUnit(unit: Unit): Cells {
  return {
    ...unit,
    place_name: unit.placeName,
    abbr_vi: unit.abbreviation,
    valid_from: unit.validFrom,
    valid_to: unit.validTo,
    former_district: unit.formerDistrict,
    fields_vi: unit.fields,
  };
}

function ofRegulation(regulation: Regulation): Cells {
  return {
    ...regulation,
    field_key: regulation.fieldKey,
    unit_2023: regulation.unit2023,
    fee: { amount_vnd: regulation.fee.amountVnd, note: regulation.fee.note },
    legal_basis: regulation.legalBasis,
    popular_names: popularNamesOf(regulation),
  };
}

/** The catalogue as a table that can be changed in a spreadsheet and imported again. */
export function tableOf(kind: FileRows['kind'], rows: readonly (Unit | Regulation)[]): string[][] {
  const columns = kind === 'units' ? UNIT_COLUMNS : REGULATION_COLUMNS;
  const cellsOf = (row: Unit | Regulation) =>
    kind === 'units' ? ofUnit(row as Unit) : ofRegulation(row as Regulation);
  return [columns, ...rows.map((row) => columns.map((path) => cellAt(cellsOf(row), path)))];
}

function cellAt(cells: Cells, path: string): string {
  const [outer, inner] = path.split('.') as [string, string | undefined];
  const value = inner === undefined ? cells[outer] : (cells[outer] as Cells | undefined)?.[inner];
  if (Array.isArray(value)) return value.join('|');
  return value == null ? '' : String(value);
}
