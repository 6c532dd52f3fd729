export const MOST_EVIDENCE = 5;
export const MOST_EVIDENCE_BYTES = 5 * 1024 * 1024;
export const MOST_EVIDENCE_DESCRIPTION = 200;
