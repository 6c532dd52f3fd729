import { readFileSync } from 'node:fs';
import { cityDate } from '../calendar/index.ts';
import { type DialogueTimes, timesAt } from './rules.ts';

const SEED = new URL('../../data/seed/dialogue-times.json', import.meta.url);

let rows: DialogueTimes[] | undefined;

/** The times in force on the city's date of a moment: of the opening for the announcement, of the end for the minutes. */
export function dialogueTimes(at: Date): DialogueTimes {
  rows ??= JSON.parse(readFileSync(SEED, 'utf8')) as DialogueTimes[];
  return timesAt(rows, cityDate(at));
}
