import { cityCalendar, cityDate, nextOpening } from '../calendar/index.ts';
import { addDays } from '../city/dates.ts';
import type { ContentLanguage } from '../platform/context.ts';

/** An answer in fields, as the data have it: days count from that of the step. */
export interface StoryFields {
  points: { outcome: string; text: string }[];
  facts?: { text: string; by: string; inDays: number };
  grounds?: string;
  legalBasis?: string[];
  actions?: { text: string; actor: string; inDays: number }[];
  handover?: { unit: string; number: string; inDays: number };
  contact?: { person: string; reach: string };
}

/** One step of a story, by whoever takes it: the sender, a coordinator, the unit. */
export interface Step {
  do:
    | 'accept'
    | 'publish-picture'
    | 'ask'
    | 'reply'
    | 'refuse'
    | 'classify'
    | 'route'
    | 'transfer'
    | 'assign'
    | 'draft'
    | 'return'
    | 'approve'
    | 'interim'
    | 'consult'
    | 'contribute'
    | 'extend'
    | 'dispute'
    | 'decide'
    | 'correct'
    | 'rate'
    | 'reopen'
    | 'appeal'
    | 'paper'
    | 'judge'
    | 'withdraw'
    | 'keep'
    | 'move';
  afterHours: number;
  unit?: string;
  reason?: string;
  question?: string;
  text?: string;
  ground?: string;
  guidance?: string;
  outcome?: string;
  answer?: string;
  fields?: StoryFields;
  complexity?: 'complex' | 'urgent';
  /** Of an interim answer, a question to another unit, a promise that is given another date: days from this step. */
  inDays?: number;
  /** Of an extension, in the unit of its limit. */
  amount?: number;
  /** Of a rating: answered, clear, solved. */
  grades?: ['yes' | 'partly' | 'no', 'yes' | 'partly' | 'no', 'yes' | 'partly' | 'no'];
  reasons?: string[];
  /** Of a promise that is kept or moved: which one of the answer, from 1. */
  promise?: number;
}

export function dayIn(at: Date, days: number): string {
  return cityDate(addDays(at, days));
}

/** What is promised for a Sunday or a holiday is promised for the next day of work. */
export function workdayIn(at: Date, days: number): string {
  return cityDate(nextOpening(cityCalendar(), addDays(at, days)));
}

const FORMATS: Record<ContentLanguage, Intl.DateTimeFormat> = {
  vi: new Intl.DateTimeFormat('vi', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
  ru: new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

/** Texts name days as {-2} or {+10}, counted from the day of the step: the story is played on any day of any year. */
export function dated(text: string, at: Date, language: ContentLanguage): string {
  return text.replace(/\{([+-]\d+)\}/g, (_, days: string) =>
    FORMATS[language].format(new Date(dayIn(at, Number(days)))),
  );
}
