/** What the higher unit decides of an appeal. */
export const APPEAL_OUTCOMES = ['upheld', 'changed', 'sent-back'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

/** The sender was right: the answer did not stand. */
export function wasRight(outcome: AppealOutcome): boolean {
  return outcome !== 'upheld';
}
