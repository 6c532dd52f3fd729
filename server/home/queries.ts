import { cityDate, currentLimits, type LimitRow, type LimitStep, limitFor } from '../calendar/index.ts';
import type { Named } from '../city/named.ts';
import { percentOf } from '../city/percent.ts';
import { promisesKept } from '../commitments/index.ts';
import { type DialogueRow, nextSession } from '../dialogues/index.ts';
import {
  feedbackFigures,
  itemsBeingAnswered,
  itemsJustAnswered,
  lastMonths,
  mostAsked,
  type PublicItem,
} from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import { namedRegulations } from '../regulations/index.ts';

export interface Figure {
  /** Key under home.figures. */
  name: 'open' | 'answered' | 'in-time' | 'overdue' | 'kept';
  count: number;
  /** The list that it counts. */
  href: string;
  tone?: 'good' | 'late';
}

const MOST_ROWS = 5;
const MOST_ASKED = 3;

/** What the city owes and what it has done, as the home page shows it. */
export async function homePage({ now }: Context): Promise<{
  /** None while they are being counted. */
  figures: Figure[];
  /** Answered in time, in whole percent of all answered; absent while nothing is answered. */
  inTimePercent?: number;
  underway: PublicItem[];
  answered: PublicItem[];
  /** About which people write most at present. */
  asked: Named[];
  /** The dialogue under way, else the next one. */
  session?: DialogueRow;
}> {
  const [counts, promises, underway, answered, asked, session] = await Promise.all([
    feedbackFigures(now),
    promisesKept(),
    itemsBeingAnswered(now, MOST_ROWS),
    itemsJustAnswered(now, MOST_ROWS),
    mostAsked(lastMonths(cityDate(now)), MOST_ASKED),
    nextSession(),
  ]);
  return {
    figures: counts ? [...figuresOf(counts), ...promiseFigure(promises)] : [],
    ...(counts && counts.answered > 0 ? { inTimePercent: percentOf(counts.inTime, counts.answered) } : {}),
    underway,
    answered,
    asked: namedRegulations(asked),
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

function promiseFigure(promises: Awaited<ReturnType<typeof promisesKept>>): Figure[] {
  if (!promises?.ended) return [];
  return [{ name: 'kept', count: promises.kept, href: '/commitments?status=kept', tone: 'good' }];
}

const TOLD_STEPS: readonly LimitStep[] = ['transfer', 'acceptance', 'answer'];

/** The limits that hold for an item received today, with the text that each rests on. */
export function limitsToday(context: Context): LimitRow[] {
  const at = cityDate(context.now);
  return TOLD_STEPS.map((step) => limitFor(currentLimits(), { step, at })).filter((row) => row !== undefined);
}
