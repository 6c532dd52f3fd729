import type { Feature } from '../platform/feature.ts';
import { loadSettings, settingsJob } from './in-force.ts';
import { settingsIndex } from './routes.ts';

export { toldDifference } from './act.ts';
export { changeSetting, changeSettings } from './actions.ts';
export { type Changed, changeTo } from './change.ts';
export { type EffectRow, MOST_COUNTED, withEffect } from './effect.ts';
export { loadSettings, settingFrom, settingOn, tableOf } from './in-force.ts';
export { familyDoors, settingDoors } from './routes.ts';
export type { ListField, PlainField, Setting, SettingFamily, SettingField } from './rules.ts';
export { calendarDate } from './schemas.ts';

/** Rules that a city sets itself, from a date to a date: one page for each, whichever feature it belongs to. */
export const settings: Feature = {
  name: 'settings',
  routes: settingsIndex,
  jobs: () => [settingsJob],
  menu: [{ place: 196, href: '/settings', text: 'settings.menu', who: ['settings'] }],
  start: loadSettings,
};
