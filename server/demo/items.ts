import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cityCalendar, cityDate, nextOpening, readCityMoment } from '../calendar/index.ts';
import { addDays, DAY_MS } from '../city/dates.ts';
import type { ContentLanguage } from '../platform/context.ts';
import { projectFile } from '../platform/project-files.ts';
import type { Step } from './story.ts';

const FOLDER = projectFile('data/seed/demo');
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export interface DemoItem {
  id: string;
  language: ContentLanguage;
  kind: string;
  regulation: string | null;
  unit: string | null;
  ward: string | null;
  /** Whose conduct it is about. */
  conductOf?: string;
  sender: {
    kind: string;
    name: string;
    organisation: string | null;
    email: string | null;
    phone: string | null;
    address: string | null;
  };
  channel: 'web' | 'counter' | 'phone';
  publishText: boolean;
  subject: string;
  text: string;
  /** Names in data/seed/demo/files. */
  files?: string[];
  /** As the sender has put them; absent: split from the text by rule. */
  points?: string[];
  /** Documents that were demanded of the sender. */
  papers?: string[];
  publicText: { subject: string; text: string } | null;
  ageDays: number;
  story: Step[];
}

/** One thing that happened in the past half year. */
export interface Happening {
  at: Date;
  item: DemoItem;
  /** Absent: the item is handed in. */
  step?: Step;
}

export function demoItems(): DemoItem[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
    .flatMap((file) => readFileSync(join(FOLDER, file), 'utf8').split('\n').filter(Boolean))
    .map((line) => JSON.parse(line) as DemoItem);
}

/** What happened to all items, in the order of time; what would lie ahead is left out. */
export function happenings(items: DemoItem[], now: Date): Happening[] {
  return items.flatMap((item) => storyOf(item, now)).sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What senders do themselves: at any hour at which people are up. */
const BY_SENDER: readonly Step['do'][] = ['reply', 'rate', 'reopen', 'appeal', 'withdraw'];
const UP_FROM_MINUTE = 6 * 60 + 20;
const UP_MINUTES = 16 * 60;
/** Desks begin the day one after another, not all at the stroke of the opening. */
const FIRST_MINUTES = 150;

function storyOf(item: DemoItem, now: Date): Happening[] {
  let at = handedInAt(item, now);
  const story: Happening[] = [{ at, item }];
  for (const [turn, step] of item.story.entries()) {
    const next = new Date(at.getTime() + step.afterHours * HOUR_MS);
    at = BY_SENDER.includes(step.do) ? whenUp(next, item) : inOffice(next, spread(item, turn + 1));
    if (at >= now) break;
    story.push({ at, item, step });
  }
  return story;
}

/** People write at noon and in the evening; counters and telephones have their hours. Nothing is handed in tomorrow. */
function handedInAt(item: DemoItem, now: Date): Date {
  for (let days = item.ageDays; ; days++) {
    const day = addDays(now, -days);
    const up = minuteOfDay(day, UP_FROM_MINUTE + (spread(item, 0) % UP_MINUTES));
    const at = item.channel === 'web' ? up : inOffice(up, spread(item, 0));
    if (at < now) return at;
  }
}

function whenUp(at: Date, item: DemoItem): Date {
  const morning = minuteOfDay(at, UP_FROM_MINUTE);
  if (at < morning) return new Date(morning.getTime() + (spread(item, 0) % FIRST_MINUTES) * MINUTE_MS);
  const night = minuteOfDay(at, UP_FROM_MINUTE + UP_MINUTES);
  return at > night ? new Date(at.getTime() + (DAY_MS - UP_MINUTES * MINUTE_MS)) : at;
}

function inOffice(at: Date, spread: number): Date {
  const open = nextOpening(cityCalendar(), at);
  return open > at ? new Date(open.getTime() + (spread % FIRST_MINUTES) * MINUTE_MS) : at;
}

function minuteOfDay(day: Date, minute: number): Date {
  const two = (number: number) => String(number).padStart(2, '0');
  return readCityMoment(`${cityDate(day)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`)!;
}

/** Some number that is the item's own: the same story has the same hours at every start. */
function spread({ id, language }: DemoItem, turn: number): number {
  return (Number(id.slice(3)) * 389 + language.charCodeAt(0) * 57 + turn * 71) % 10_007;
}
