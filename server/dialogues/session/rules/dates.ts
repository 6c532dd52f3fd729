import type { DatedRow } from '../../../city/dated-rows.ts';
import type { Trilingual } from '../../../platform/context.ts';

/**
 * When a session must be announced and its results published, as dated rows.
 * Law on Organisation of Local Government 72/2025/QH15, Art. 43: announced at least 7 days before, results within 10 days.
 */
export interface DialogueTimes extends DatedRow {
  /** Calendar days between announcement and opening, at least. */
  announceDays: number;
  /** Calendar days between the end and the publication of the minutes, at most. */
  publishDays: number;
  basis: Trilingual;
}

/** 'DT-2026-0007'; after 9999 the number grows longer. */
export function dialogueCode(year: number, number: number): string {
  return `DT-${year}-${String(number).padStart(4, '0')}`;
}

export function isDialogueCode(code: string): boolean {
  return /^DT-\d{4}-\d{4,8}$/.test(code);
}
