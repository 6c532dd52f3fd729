import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cityCalendar, nextOpening } from '../calendar/index.ts';
import type { Language } from '../platform/context.ts';

const FOLDER = join(import.meta.dirname, '../../data/seed/demo');
const HOUR_MS = 3_600_000;

export interface Step {
  do:
    | 'accept'
    | 'ask'
    | 'reply'
    | 'refuse'
    | 'route'
    | 'transfer'
    | 'assign'
    | 'draft'
    | 'return'
    | 'approve';
  afterHours: number;
  unit?: string;
  reason?: string;
  question?: string;
  text?: string;
  ground?: string;
  guidance?: string;
  outcome?: string;
  answer?: string;
}

export interface DemoItem {
  id: string;
  language: Language;
  kind: string;
  regulation: string | null;
  unit: string | null;
  ward: string | null;
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

/** What happened to all items, in the order of time. Offices work in office hours; what would lie ahead is left out. */
export function happenings(items: DemoItem[], now: Date): Happening[] {
  return items.flatMap((item) => storyOf(item, now)).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function storyOf(item: DemoItem, now: Date): Happening[] {
  let at = new Date(now.getTime() - item.ageDays * 24 * HOUR_MS);
  const story: Happening[] = [{ at, item }];
  for (const step of item.story) {
    const next = new Date(at.getTime() + step.afterHours * HOUR_MS);
    at = step.do === 'reply' ? next : nextOpening(cityCalendar(), next);
    if (at >= now) break;
    story.push({ at, item, step });
  }
  return story;
}
