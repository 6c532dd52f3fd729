import type { Calendar } from './calendar.ts';
import { computeDeadline } from './deadline.ts';
import { DeadlineFault } from './faults.ts';
import type { DeadlineInput } from './types.ts';

export interface RunningItem {
  id: string;
  input: DeadlineInput;
  /** The date people were told; it may come from an older calendar still. */
  dueAt: Date;
}

export interface MovedItem {
  id: string;
  from: Date;
  to: Date;
  /** Milliseconds; negative when the date comes earlier. */
  movedBy: number;
  provisional: boolean;
}

/** An item whose date cannot be computed any more, with the code of the fault. */
export interface StuckItem {
  id: string;
  from: Date;
  code: string;
}

export interface Preview {
  moved: MovedItem[];
  stuck: StuckItem[];
  unchanged: number;
  /** Items whose date told differs already from what `before` gives, such as one set by hand. */
  diverging: string[];
}

/**
 * Which running items would move if `after` took the place of `before`. Moves are measured from the date
 * that people were told, so that the preview shows what they will read.
 */
export function previewChange(before: Calendar, after: Calendar, items: readonly RunningItem[]): Preview {
  const preview: Preview = { moved: [], stuck: [], unchanged: 0, diverging: [] };
  for (const item of items) {
    if (computed(before, item)?.getTime() !== item.dueAt.getTime()) preview.diverging.push(item.id);
    try {
      addItem(preview, item, computeDeadline(after, item.input));
    } catch (error) {
      if (!(error instanceof DeadlineFault)) throw error;
      preview.stuck.push({ id: item.id, from: item.dueAt, code: error.code });
    }
  }
  return preview;
}

function addItem(preview: Preview, item: RunningItem, next: { dueAt: Date; provisional: boolean }): void {
  const movedBy = next.dueAt.getTime() - item.dueAt.getTime();
  if (movedBy === 0) preview.unchanged += 1;
  else {
    const { id, dueAt: from } = item;
    preview.moved.push({ id, from, to: next.dueAt, movedBy, provisional: next.provisional });
  }
}

function computed(calendar: Calendar, item: RunningItem): Date | undefined {
  try {
    return computeDeadline(calendar, item.input).dueAt;
  } catch (error) {
    if (error instanceof DeadlineFault) return undefined;
    throw error;
  }
}
