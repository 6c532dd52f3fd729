import { cityDate, currentLimits, type LimitRow, type LimitStep, limitFor } from '../calendar/index.ts';
import { type DialogueRow, nextSession } from '../dialogues/index.ts';
import { feedbackFigures, listFeedback, type PublicItem } from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';

export interface Figure {
  /** Key under home.figures. */
  name: 'open' | 'answered' | 'in-time' | 'overdue';
  count: number;
  /** The list that it counts. */
  href: string;
  tone?: 'good' | 'late';
}

const MOST_ANSWERED = 5;

/** What the city owes and what it has done, as the home page shows it. */
export async function homePage(context: Context): Promise<{
  /** None while they are being counted. */
  figures: Figure[];
  /** Answered in time, in whole percent of all answered; absent while nothing is answered. */
  inTimePercent?: number;
  answered: PublicItem[];
  /** The dialogue under way, else the next one. */
  session?: DialogueRow;
}> {
  const [counts, answered, session] = await Promise.all([
    feedbackFigures(context.now),
    listFeedback(context, { status: 'answered' }),
    nextSession(),
  ]);
  return {
    figures: counts ? figuresOf(counts) : [],
    ...(counts && counts.answered > 0 ? { inTimePercent: percentOf(counts.inTime, counts.answered) } : {}),
    answered: answered.items.slice(0, MOST_ANSWERED),
    ...(session ? { session } : {}),
  };
}

type Counts = NonNullable<Awaited<ReturnType<typeof feedbackFigures>>>;

function figuresOf({ open, answered, inTime, overdue }: Counts): Figure[] {
  const href = (status: string) => `/feedback?status=${status}`;
  return [
    { name: 'open', count: open, href: href('open') },
    { name: 'answered', count: answered, href: href('answered') },
    { name: 'in-time', count: inTime, href: href('in-time'), tone: 'good' },
    { name: 'overdue', count: overdue, href: href('overdue'), ...(overdue > 0 ? { tone: 'late' } : {}) },
  ];
}

const TOLD_STEPS: readonly LimitStep[] = ['transfer', 'acceptance', 'answer'];

/** The limits that hold for an item received today, with the text that each rests on. */
export function limitsToday(context: Context): LimitRow[] {
  const at = cityDate(context.now);
  return TOLD_STEPS.map((step) => limitFor(currentLimits(), { step, at })).filter((row) => row !== undefined);
}

/** Rounded, but all only when it is all. */
function percentOf(part: number, all: number): number {
  return part === all ? 100 : Math.min(99, Math.round((100 * part) / all));
}
