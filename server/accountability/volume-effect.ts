import { cityDate } from '../calendar/index.ts';
import { monthAfter } from '../city/months.ts';
import { figuresByKey } from '../feedback/index.ts';
import { withEffect } from '../settings/index.ts';
import { type VolumeClass, volumeClass } from './rules.ts';
import { VOLUME_CLASSES } from './volume-classes.ts';

/** The classes, with how many offices would be in each by what they handled last month. */
export const VOLUME_CLASSES_WITH_EFFECT = withEffect(VOLUME_CLASSES, async ({ now }, { before, after }) => {
  const month = monthAfter(cityDate(now).slice(0, 7), -1);
  const units = (await figuresByKey('unit', [month], ['handled'])) ?? new Map();
  const volumes = [...units.values()]
    .map(({ handled }) => Object.values<number>(handled).reduce((sum, count) => sum + count, 0))
    .filter((volume) => volume > 0);
  if (volumes.length === 0) return [];
  const inClass = (name: string, classes: readonly VolumeClass[]) =>
    volumes.filter((volume) => volumeClass(volume, classes) === name).length;
  const others = volumes.filter(
    (volume) => volumeClass(volume, before.classes) !== volumeClass(volume, after.classes),
  );
  return [
    ...['large', 'medium', 'small'].map((name) => ({
      text: `accountability.classes.${name}`,
      before: inClass(name, before.classes),
      after: inClass(name, after.classes),
    })),
    { text: 'settings.effects.volume-classes.others', before: 0, after: others.length },
  ];
});
