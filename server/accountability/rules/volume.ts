import { type DatedRow, rowOn } from '../../city/dated-rows.ts';

/** Units are compared with those of like volume only, as India's GRAI does: three items and three hundred are not one game. */
export interface VolumeClass {
  name: string;
  /** Items a month, counted from here. */
  from: number;
}

export interface VolumeRow extends DatedRow {
  classes: VolumeClass[];
}

/** The classes in force on a date (yyyy-mm-dd); none when no row covers it. */
export function classesAt(rows: readonly VolumeRow[], date: string): VolumeClass[] {
  return rowOn(rows, date)?.classes ?? [];
}

/** The name of the class with the highest floor that the volume reaches. */
export function volumeClass(volume: number, classes: readonly VolumeClass[]): string | undefined {
  return [...classes].sort((a, b) => b.from - a.from).find(({ from }) => volume >= from)?.name;
}
