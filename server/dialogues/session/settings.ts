import { cityCalendar, cityDate, closeFrom, readCityMoment } from '../../calendar/index.ts';
import { daysAfter } from '../../city/dates.ts';
import { readSeed } from '../../platform/seed.ts';
import { type Setting, settingOn } from '../../settings/index.ts';
import type { DialogueTimes } from './rules/dates.ts';

export const DIALOGUE_TIMES: Setting<DialogueTimes> = {
  name: 'dialogue-times',
  group: 'dialogues',
  shipped: () => readSeed('dialogue-times'),
  fields: [
    { name: 'announceDays', kind: 'number', min: 1, max: 60 },
    { name: 'publishDays', kind: 'number', min: 1, max: 60 },
    { name: 'basis-vi', at: 'basis.vi', kind: 'line', most: 300 },
    { name: 'basis-en', at: 'basis.en', kind: 'line', most: 300 },
    { name: 'basis-ru', at: 'basis.ru', kind: 'line', most: 300 },
  ],
};

/** The times in force on the city's date of a moment: of the opening for the announcement, of the end for the minutes. */
export function dialogueTimes(at: Date): DialogueTimes {
  return settingOn(DIALOGUE_TIMES, cityDate(at));
}

/**
 * The last moment for the announcement of a session: days before it count by their dates, and the one of the session does
 * not, whatever the hour.
 */
export function announceBy(startsAt: Date): Date {
  return announceWithin(startsAt, dialogueTimes(startsAt).announceDays);
}

/** The same by a number of days. */
export function announceWithin(startsAt: Date, announceDays: number): Date {
  return readCityMoment(`${daysAfter(cityDate(startsAt), -announceDays)}T23:59:59.999`)!;
}

/**
 * The last moment for the publication of the minutes. As every limit in days: that of the end is not counted, the last one
 * ends with the office, and moves on when it is a day off.
 */
export function publishBy(endedAt: Date): Date {
  return publishWithin(endedAt, dialogueTimes(endedAt).publishDays);
}

/** The same by a number of days. */
export function publishWithin(endedAt: Date, publishDays: number): Date {
  return closeFrom(cityCalendar(), daysAfter(cityDate(endedAt), publishDays));
}
