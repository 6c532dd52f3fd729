import { Feedback, type FeedbackFields } from '../item/model.ts';
import { UNSHIELDED } from '../item/shielded.ts';

const DUE = { code: 1, regulation: 1, dueAt: 1, dueProvisional: 1 } as const;

/** When an open item must be answered, and what it is about: nothing that somebody wrote. */
export type OpenDueDate = Pick<FeedbackFields, keyof typeof DUE>;

/** The dates of the open items of an official, or of a unit, the next first. */
export function openDueDates(
  of: { assignee: string } | { unit: string },
  most: number,
): Promise<OpenDueDate[]> {
  return Feedback.find({ ...of, closedAt: null, ...UNSHIELDED }, DUE)
    .sort({ dueAt: 1, _id: 1 })
    .limit(most)
    .lean<OpenDueDate[]>();
}

export interface UnitAndDate {
  unit: string | null;
  dueAt: Date;
}

/** Who has each of these items and until when, by code. */
export async function unitsAndDates(codes: readonly string[]): Promise<Map<string, UnitAndDate>> {
  const rows = await Feedback.find(
    { code: { $in: codes }, ...UNSHIELDED },
    { code: 1, unit: 1, dueAt: 1 },
  ).lean();
  return new Map(rows.map(({ code, unit, dueAt }) => [code, { unit: unit ?? null, dueAt }]));
}
