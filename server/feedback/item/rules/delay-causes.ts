/** Why an answer is late, as everybody may read it. The words to the sender stand beside it. */
export const DELAY_CAUSES = [
  'wrong-unit',
  'other-body',
  'site-visit',
  'complex',
  'workload',
  'absence',
  'technical',
  'oversight',
] as const;
export type DelayCause = (typeof DELAY_CAUSES)[number];
