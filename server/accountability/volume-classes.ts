import { readSeed } from '../platform/seed.ts';
import { type Setting, tableOf } from '../settings/index.ts';
import type { VolumeRow } from './rules.ts';

export const VOLUME_CLASSES: Setting<VolumeRow> = {
  name: 'volume-classes',
  group: 'accountability',
  shipped: () => readSeed<{ rows: VolumeRow[] }>('volume-classes').rows,
  fields: [
    { name: 'medium', at: 'classes.1.from', kind: 'number', min: 1, max: 10_000 },
    { name: 'large', at: 'classes.2.from', kind: 'number', min: 2, max: 100_000 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
  faults: ({ classes: [, medium, large] }) =>
    medium!.from < large!.from ? {} : { large: { text: 'settings.errors.above-medium' } },
};

/** The classes of the city, from date to date. */
export function volumeRows(): readonly VolumeRow[] {
  return tableOf(VOLUME_CLASSES).rows;
}
