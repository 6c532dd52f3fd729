import { readFileSync } from 'node:fs';
import type { VolumeRow } from './rules.ts';

const SEED = new URL('../../data/seed/volume-classes.json', import.meta.url);

let rows: VolumeRow[] | undefined;

/** The classes that ship; read once. */
export function volumeRows(): VolumeRow[] {
  rows ??= (JSON.parse(readFileSync(SEED, 'utf8')) as { rows: VolumeRow[] }).rows;
  return rows;
}
