import type { Context } from '../platform/context.ts';
import { Conflict } from '../platform/errors.ts';
import { translator } from '../platform/i18n/texts.ts';
import { type Act, act } from '../platform/second-person/index.ts';
import { changeSetting, rowOfForm, type Values } from './actions.ts';
import { loadSettings, settingOn, tableOf } from './in-force.ts';
import { differencesOf, pathOf, type Setting, type SettingField } from './rules.ts';

interface Change {
  values: Values;
  number: number;
}

/** A change of one rule of the city. */
export function changeOf(setting: Setting): Act<Change, void> {
  return act<Change, void>({
    ...{ id: `settings.${setting.name}`, entry: 'settings.changed' },
    ...{ rule: 'settings', permission: setting.permission ?? 'settings' },
    ...(setting.guards ? { guards: true } : {}),
    async prepare(context, change) {
      await loadSettings();
      rowOfForm(context, setting, change.values);
      if (tableOf(setting).number !== change.number) throw new Conflict('settings.errors.changed');
      return change;
    },
    run: (context, { values, number }) => changeSetting(context, setting, values, number),
    async shown(context, { values }) {
      await loadSettings();
      const t = translator(context.language);
      const before = settingOn(setting, values.validFrom);
      const row = rowAsTyped(context, setting, values);
      const differences = row ? differencesOf(setting, before, row, t) : [];
      return {
        name: t(`settings.rules.${setting.name}.title`),
        href: pathOf(setting),
        facts: [
          { label: t('settings.valid-from'), after: values.validFrom },
          ...differences.map(({ field, before: old, after }) => ({
            label: t(field.text ?? `settings.rules.${setting.name}.${field.name}`),
            before: told(context, field, old),
            after: told(context, field, after),
          })),
        ],
      };
    },
  });
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
