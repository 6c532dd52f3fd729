import { dateInWords } from '../calendar/index.ts';
import { type Context, textIn } from '../platform/context.ts';
import { Conflict, NotFound } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { type Act, act, type SecondPersonRule } from '../platform/second-person/index.ts';
import { changeSetting, rowOfForm, type Values } from './actions.ts';
import { loadSettings, settingOn, tableOf } from './in-force.ts';
import {
  differencesOf,
  pathOf,
  type Setting,
  type SettingDifference,
  type SettingFamily,
  type SettingField,
} from './rules.ts';

/** What its page is called. */
export function titleOf({ name, of }: Pick<Setting, 'name' | 'of'>, { language }: Context): string {
  const title = translator(language)(`settings.rules.${name}.title`);
  return of ? `${title}: ${textIn(of.name, language)}` : title;
}

export interface Change {
  values: Values;
  number: number;
  /** Of a family: whose rule it is. */
  of?: string;
}

/** A change of one rule of the city. */
export const changeOf = (setting: Setting): Act<Change, void> => ({
  ...changeAct(setting, 'settings', () => setting),
  ...(setting.guards ? { guards: true } : {}),
});

/** A change of the rule of one of many. */
export const familyChangeOf = (family: SettingFamily, rule: SecondPersonRule): Act<Change, void> =>
  changeAct(family, rule, ({ of = '' }) => {
    const setting = family.for(of);
    if (!setting) throw new NotFound();
    return setting;
  });

function changeAct(
  { name, permission }: Pick<Setting, 'name' | 'permission'>,
  rule: SecondPersonRule,
  find: (change: Change) => Setting,
): Act<Change, void> {
  return act<Change, void>({
    ...{ id: `settings.${name}`, entry: 'settings.changed' },
    ...{ rule, permission: permission ?? 'settings' },
    async prepare(context, change) {
      await loadSettings();
      const setting = find(change);
      rowOfForm(context, setting, change.values);
      if (tableOf(setting).number !== change.number) throw new Conflict('settings.errors.changed');
      return change;
    },
    run: (context, change) => changeSetting(context, find(change), change.values, change.number),
    async shown(context, change) {
      const { values } = change;
      await loadSettings();
      const setting = find(change);
      const t = translator(context.language);
      const before = settingOn(setting, values.validFrom);
      const row = rowAsTyped(context, setting, values);
      const differences = row ? differencesOf(setting, before, row, t) : [];
      return {
        name: titleOf(setting, context),
        href: pathOf(setting),
        facts: [
          { label: t('settings.valid-from'), after: dateInWords(values.validFrom, context.language) },
          ...differences.map(({ field, before: old, after }) => ({
            label: labelOf(context, setting, field),
            before: told(context, field, old),
            after: told(context, field, after),
          })),
        ],
      };
    },
  });
}

const labelOf = ({ language }: Context, { name }: Pick<Setting, 'name'>, field: SettingField): string =>
  translator(language)(field.text ?? `settings.rules.${name}.${field.name}`);

/** A difference in one line on each side, with the name of its field. */
export function toldDifference(
  context: Context,
  setting: Pick<Setting, 'name'>,
  { field, before, after }: SettingDifference,
): string {
  const change = `${told(context, field, before)} → ${told(context, field, after)}`;
  return `${labelOf(context, setting, field)}: ${change}`;
}

/** Undefined once its first day has come. */
function rowAsTyped(context: Context, setting: Setting, values: Values) {
  try {
    return rowOfForm(context, setting, values);
  } catch {
    return undefined;
  }
}

function told({ language }: Context, field: SettingField, value: unknown): string {
  const t = translator(language);
  if (field.kind === 'yes') return t(value ? 'settings.yes' : 'settings.no');
  const all = Array.isArray(value) ? value.map(String) : undefined;
  if (all && field.kind === 'choices')
    return all.map((each) => t(`${field.texts}.${each}`)).join(', ') || '–';
  return all ? all.join('; ') || '–' : String(value ?? '–');
}
