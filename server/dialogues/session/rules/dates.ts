import type { Trilingual } from '../../../platform/context.ts';

/**
 * When a session must be announced and its results published, as dated rows.
 * Law on Organisation of Local Government 72/2025/QH15, Art. 43: announced at least 7 days before, results within 10 days.
 */
export interface DialogueTimes {
  validFrom: string;
  validTo: string | null;
  /** Calendar days between announcement and opening, at least. */
  announceDays: number;
  /** Calendar days between the end and the publication of the minutes, at most. */
  publishDays: number;
  basis: Trilingual;
}

const DAY_MS = 86_400_000;

/** The row in force on a city date (yyyy-mm-dd); before the first row, the first. */
export function timesAt(rows: readonly DialogueTimes[], date: string): DialogueTimes {
  const row = rows.find((each) => each.validFrom <= date && (each.validTo === null || date <= each.validTo));
  return row ?? rows[0]!;
}

/** The date that lies so many days after another, before it when negative. Both are written yyyy-mm-dd. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 'DT-2026-0007'; after 9999 the number grows longer. */
export function dialogueCode(year: number, number: number): string {
  return `DT-${year}-${String(number).padStart(4, '0')}`;
}

export function isDialogueCode(code: string): boolean {
  return /^DT-\d{4}-\d{4,8}$/.test(code);
}
