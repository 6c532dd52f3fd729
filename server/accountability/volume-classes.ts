import { readSeed } from '../platform/seed.ts';
import type { VolumeRow } from './rules.ts';

/** The classes that ship. */
export function volumeRows(): VolumeRow[] {
  return readSeed<{ rows: VolumeRow[] }>('volume-classes').rows;
}
