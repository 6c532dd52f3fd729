import type { DatedRow } from '../city/dated-rows.ts';
import type { Context } from '../platform/context.ts';
import { typedLines } from '../platform/text.ts';

/**
 * One field of the form of a rule.
 * @property at its place in the row, 'basis.vi' or 'bands.0.from', step by step where a step has a point; absent: its name
 * @property text key of its label; absent: settings.rules.NAME.FIELD
 */
export type SettingField = { name: string; at?: string | readonly string[]; text?: string } & (
  | { kind: 'number'; min: number; max: number; places?: number }
  | { kind: 'line'; most: number }
  /** Several texts, one on each line. */
  | { kind: 'lines'; most: number; longest: number }
  | { kind: 'yes' }
  /** @property folded behind its name: there are many, and seldom one is changed */
  | { kind: 'choices'; of: readonly string[]; texts: string; folded?: true; least?: 0 }
);

/** A rule of the city that holds from a date to a date: what it is made of, and what ships. */
export interface Setting<Row extends DatedRow = any> {
  /** Of its page (/settings/NAME), its table, and its texts. */
  name: string;
  /** The address at which it stood before it came here: whoever kept it is led on. */
  was?: string;
  shipped(): readonly Row[];
  fields: readonly SettingField[];
  /** What is wrong with a row as a whole, by field. */
  faults?(
    row: Omit<Row, 'validTo'>,
  ): Record<string, { text: string; values?: Record<string, unknown> } | undefined>;
  /** Whoever changes it needs a second person as soon as any act does. */
  guards?: true;
  /** What a row would do to what there is, shown beside its preview. */
  effect?: { view: string; model(context: Context, row: Omit<Row, 'validTo'>): Promise<object> };
}

export interface SettingDifference {
  field: SettingField;
  before: unknown;
  after: unknown;
}

type Values = Record<string, unknown>;

const placeOf = ({ at = '', name }: SettingField): string[] =>
  typeof at === 'string' ? (at || name).split('.') : [...at];

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

function meant({ kind }: SettingField, typed: unknown): unknown {
  if (kind === 'yes') return typed === 'yes';
  return kind === 'lines' ? typedLines(typed as string) : typed;
}

/** What a row says, as a form holds it. */
export function typedOf(setting: Setting, row: object): Values {
  const values = valuesOf(setting, row);
  for (const { name, kind } of setting.fields)
    if (kind === 'lines') values[name] = ((values[name] as string[] | undefined) ?? []).join('\n');
  return values;
}

/** A row with the values of a form; what the form does not ask for stays as it is in the row before. */
export function rowWith<Row extends DatedRow>(
  { fields }: Setting<Row>,
  before: Row,
  values: Values,
): Omit<Row, 'validTo'> {
  const { validTo: _, ...row } = structuredClone(before) as unknown as Values;
  row['validFrom'] = values['validFrom'];
  for (const field of fields) putAt(row, placeOf(field), meant(field, values[field.name]));
  return row as unknown as Omit<Row, 'validTo'>;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** What is other in a row than in the one before. */
export function differencesOf(setting: Setting, before: object, after: object): SettingDifference[] {
  const [old, now] = [valuesOf(setting, before), valuesOf(setting, after)];
  return setting.fields
    .map((field) => ({ field, before: old[field.name], after: now[field.name] }))
    .filter((each) => !same(each.before, each.after))
    .map((each) => (each.field.kind === 'lines' ? withoutCommon(each) : each));
}

/** Of long lists only what went and what came. */
function withoutCommon({ field, before, after }: SettingDifference): SettingDifference {
  const [old, now] = [before as string[], after as string[]];
  return {
    field,
    before: old.filter((line) => !now.includes(line)),
    after: now.filter((line) => !old.includes(line)),
  };
}
