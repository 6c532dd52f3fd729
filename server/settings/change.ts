import type { Context } from '../platform/context.ts';
import { translator } from '../platform/i18n/texts.ts';
import { check } from '../platform/web/check.ts';
import { rowOfForm, type Values } from './actions.ts';
import { settingOn, tableOf } from './in-force.ts';
import { differencesOf, type Setting, type SettingDifference } from './rules.ts';
import { settingForm } from './schemas.ts';

export interface Changed {
  values: Values;
  /** Of the table that it would change. */
  number: number;
  differences: SettingDifference[];
}

/** What a rule would become by values that did not come through its form: of a file, say. @throws Invalid by field */
export function changeTo(
  { now, language }: Pick<Context, 'now' | 'language'>,
  setting: Setting,
  typed: Record<string, unknown>,
): Changed {
  const { number } = tableOf(setting);
  const {
    confirmed: _,
    number: __,
    ...values
  } = check(settingForm(setting), { ...typed, number }, { strict: false });
  const row = rowOfForm({ now } as Context, setting, values);
  const before = settingOn(setting, row.validFrom);
  return { values, number, differences: differencesOf(setting, before, row, translator(language)) };
}
