/** Who was late, and who will be: pure, without framework, store or clock. */

export * from './rules/backlog.ts';
export * from './rules/corrections.ts';
export * from './rules/forecast.ts';
export * from './rules/history.ts';
export * from './rules/lateness.ts';
export * from './rules/volume.ts';
