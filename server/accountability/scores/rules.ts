/** Points and bands of a period: pure, without framework, store or clock. */

export * from './rules/period.ts';
export * from './rules/score.ts';
