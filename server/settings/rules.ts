import type { DatedRow } from '../city/dated-rows.ts';

/** One field of the form of a rule. `at`: its place in the row, 'basis.vi' or 'bands.0.from'; absent: its name. */
export type SettingField = { name: string; at?: string } & (
  | { kind: 'number'; min: number; max: number; places?: number }
  | { kind: 'line'; most: number }
  | { kind: 'yes' }
  | { kind: 'choices'; of: readonly string[]; texts: string }
);

/** A rule of the city that holds from a date to a date: what it is made of, and what ships. */
export interface Setting<Row extends DatedRow = any> {
  /** Of its page (/settings/NAME), its table, and its texts. */
  name: string;
  shipped(): readonly Row[];
  fields: readonly SettingField[];
  /** What is wrong with a row as a whole, by field. */
  faults?(row: Omit<Row, 'validTo'>): Record<string, { text: string } | undefined>;
}

export interface SettingDifference {
  field: SettingField;
  before: unknown;
  after: unknown;
}

type Values = Record<string, unknown>;

const placeOf = ({ at, name }: SettingField): string[] => (at ?? name).split('.');

function valueAt(row: unknown, [first, ...rest]: string[]): unknown {
  const value = (row as Values | undefined)?.[first!];
  return rest.length === 0 ? value : valueAt(value, rest);
}

function putAt(row: Values, [first, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) row[first!] = value;
  else putAt(row[first!] as Values, rest, value);
}

/** What a row says, by the names of the fields. */
export function valuesOf({ fields }: Setting, row: object): Values {
  return Object.fromEntries(fields.map((field) => [field.name, valueAt(row, placeOf(field))]));
}

/** A row with the values of a form; what the form does not ask for stays as it is in the row before. */
export function rowWith<Row extends DatedRow>(
  { fields }: Setting<Row>,
  before: Row,
  values: Values,
): Omit<Row, 'validTo'> {
  const { validTo: _, ...row } = structuredClone(before) as unknown as Values;
  row['validFrom'] = values['validFrom'];
  for (const field of fields)
    putAt(row, placeOf(field), field.kind === 'yes' ? values[field.name] === 'yes' : values[field.name]);
  return row as unknown as Omit<Row, 'validTo'>;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What is other in a row than in the one before. */
export function differencesOf(setting: Setting, before: object, after: object): SettingDifference[] {
  const [old, now] = [valuesOf(setting, before), valuesOf(setting, after)];
  return setting.fields
    .map((field) => ({ field, before: old[field.name], after: now[field.name] }))
    .filter((each) => !same(each.before, each.after));
}
