export interface WithLearnedUnits {
  /** What the site's own routed items suggested when it was sent to a unit, the best first; absent: nothing did. */
  learnedUnits?: { at: Date; units: string[] } | null;
}

export const learnedUnitsPaths = {
  learnedUnits: { type: { at: Date, units: [String] }, _id: false, default: undefined },
} as const;
