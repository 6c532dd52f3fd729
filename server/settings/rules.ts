import type { DatedRow } from '../city/dated-rows.ts';
import type { Context, Permission, Trilingual } from '../platform/context.ts';
import { typedLines } from '../platform/text.ts';

/**
 * One field of the form of a rule.
 * @property at its place in the row, 'basis.vi' or 'bands.0.from', step by step where a step has a point; absent: its name
 * @property text key of its label; absent: settings.rules.NAME.FIELD
 */
export type SettingField = PlainField | ListField;

/** @property least 0: may stay empty */
export type PlainField = Labelled &
  (
    | { kind: 'number'; min: number; max: number; places?: number; least?: 0 }
    | { kind: 'line'; most: number; least?: 0 }
    /** Several texts, one on each line. */
    | { kind: 'lines'; most: number; longest: number }
    | { kind: 'yes' }
    | { kind: 'choice'; of: readonly string[]; texts: string; least?: 0 }
    /** @property folded behind its name: there are many, and seldom one is changed */
    | { kind: 'choices'; of: readonly string[]; texts: string; folded?: true; least?: 0 }
  );

interface Labelled {
  name: string;
  at?: string | readonly string[];
  text?: string;
}

/**
 * Rows of several parts each: points on a clock, documents. The form has some empty ones more, and one left empty is none.
 * @property row key of the text that heads a row; takes its number
 */
export interface ListField<Row = any> extends Labelled {
  kind: 'list';
  most: number;
  row: string;
  parts: readonly PlainField[];
  /** What a row says, by the names of the parts, as a form holds it. */
  typed(row: Row): Values;
  /** The row that was typed; undefined: it was left empty. */
  meant(typed: Values): Row | undefined;
  /** What is wrong with it, by part. */
  faults?(typed: Values): Record<string, Fault | undefined>;
  told(row: Row, t: Translate): string;
}

/** The key of a text, and what stands in it. */
interface Fault {
  text: string;
  values?: Record<string, unknown>;
}

/** The text behind a key. */
type Translate = (key: string, values?: Record<string, unknown>) => string;

/** What a person looks for who comes to change a rule, in the order of the page. */
export const SETTING_GROUPS = [
  'clocks',
  'answers',
  'dialogues',
  'accountability',
  'words',
  'people',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** A rule of the city that holds from a date to a date: what it is made of, and what ships. */
export interface Setting<Row extends DatedRow = any> {
  /** Of its page (/settings/NAME), its table, and its texts. */
  name: string;
  /** Under which heading its line stands on the page of all rules. */
  group: SettingGroup;
  /** Where each procedure, say, has a rule of its own: whose this one is. Its page is /settings/NAME/SLUG. */
  of?: { slug: string; name: Trilingual };
  /** Whoever has it may change the rule; absent: whoever sets the rules of the city. */
  permission?: Permission;
  /** The addresses at which it stood before it came here: whoever kept one is led on. */
  was?: readonly string[];
  shipped(): readonly Row[];
  fields: readonly SettingField[];
  /** What is wrong with a row as a whole, by field. */
  faults?(row: Omit<Row, 'validTo'>): Record<string, Fault | undefined>;
  /** Whoever changes it needs a second person as soon as any act does. */
  guards?: true;
  /** What a row would do to what there is, shown beside its preview. */
  effect?: { view: string; model(context: Context, row: Omit<Row, 'validTo'>): Promise<object> };
}

/** A rule of the same kind for each of many: a city has one for each procedure. */
export interface SettingFamily<Row extends DatedRow = any>
  extends Pick<Setting<Row>, 'name' | 'group' | 'permission' | 'fields'> {
  /** Undefined: there is none of that slug. */
  for(slug: string): Setting<Row> | undefined;
}

/** Of its table in the store. */
export const idOf = ({ name, of }: Setting): string => (of ? `${name}.${of.slug}` : name);

export const pathOf = ({ name, of }: Setting): string => `/settings/${name}${of ? `/${of.slug}` : ''}`;

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

function meant(field: SettingField, values: Values): unknown {
  const typed = values[field.name];
  if (field.kind === 'list') return rowsTyped(field, values).flatMap(({ row }) => row ?? []);
  if (field.kind === 'yes') return typed === 'yes';
  return field.kind === 'lines' ? typedLines(typed as string) : typed;
}

const AWAY = 'away';

/** The fields of a form that stand for one row of a list; with the last one it is taken away. */
export function fieldsOfRow(list: ListField, setting: string, at: number): PlainField[] {
  const ofRow = (part: PlainField): PlainField => ({
    ...part,
    name: `${list.name}-${at}-${part.name}`,
    text: part.text ?? `settings.rules.${setting}.${part.name}`,
  });
  return [...list.parts, { name: AWAY, kind: 'yes' as const, text: 'settings.row-away' }].map(ofRow);
}

/** The fields of a form: for a list those of as many rows as it may have. */
export function formFields({ name, fields }: Pick<Setting, 'name' | 'fields'>): PlainField[] {
  return fields.flatMap((field) =>
    field.kind === 'list'
      ? Array.from({ length: field.most }, (_, at) => fieldsOfRow(field, name, at)).flat()
      : [field],
  );
}

interface TypedRow {
  at: number;
  typed: Values;
  row: unknown;
}

/** Of a form that was sent: the rows of a list that were filled in and not taken away. */
function rowsTyped(list: ListField, values: Values): TypedRow[] {
  return Array.from({ length: list.most }, (_, at): TypedRow => {
    const typed = Object.fromEntries(
      [...list.parts.map(({ name }) => name), AWAY].map((name) => [
        name,
        values[`${list.name}-${at}-${name}`],
      ]),
    );
    return { at, typed, row: typed[AWAY] === 'yes' ? undefined : list.meant(typed) };
  }).filter(({ row }) => row !== undefined);
}

/** What is wrong with single rows of the lists of a form, by its fields. */
export function faultsOfRows({ fields }: Pick<Setting, 'fields'>, values: Values): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  for (const field of fields)
    if (field.kind === 'list')
      for (const { at, typed } of rowsTyped(field, values))
        for (const [part, fault] of Object.entries(field.faults?.(typed) ?? {}))
          if (fault) faults[`${field.name}-${at}-${part}`] = fault;
  return faults;
}

/** What a row says, as a form holds it. */
export function typedOf(setting: Setting, row: object): Values {
  const values = valuesOf(setting, row);
  for (const field of setting.fields) {
    const { name } = field;
    const several = (values[name] as unknown[] | undefined) ?? [];
    if (field.kind === 'lines') values[name] = several.join('\n');
    if (field.kind !== 'list') continue;
    delete values[name];
    for (const [at, one] of several.entries())
      for (const [part, typed] of Object.entries(field.typed(one))) values[`${name}-${at}-${part}`] = typed;
  }
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
  for (const field of fields) putAt(row, placeOf(field), meant(field, values));
  return row as unknown as Omit<Row, 'validTo'>;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

/** As valuesOf, and the rows of lists in words. */
export function toldValuesOf(setting: Setting, row: object, t: Translate): Values {
  const values = valuesOf(setting, row);
  for (const field of setting.fields)
    if (field.kind === 'list')
      values[field.name] = ((values[field.name] as unknown[] | undefined) ?? []).map((one) =>
        field.told(one, t),
      );
  return values;
}

/** What is other in a row than in the one before. */
export function differencesOf(
  setting: Setting,
  before: object,
  after: object,
  t: Translate,
): SettingDifference[] {
  const [old, now] = [toldValuesOf(setting, before, t), toldValuesOf(setting, after, t)];
  return setting.fields
    .map((field) => ({ field, before: old[field.name], after: now[field.name] }))
    .filter((each) => !same(each.before, each.after))
    .map((each) => (['lines', 'list'].includes(each.field.kind) ? withoutCommon(each) : each));
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
