/** When people are reminded, and what a letter of the day holds: pure, without framework, store or clock. */
export * from './rules/digest.ts';
export * from './rules/points.ts';
