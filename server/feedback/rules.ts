/** The rules of feedback: pure, without framework, store or clock. */
export * from './rules/after-answer.ts';
export * from './rules/answer.ts';
export * from './rules/attribution.ts';
export * from './rules/changes.ts';
export * from './rules/citations.ts';
export * from './rules/clock-hygiene.ts';
export * from './rules/codes.ts';
export * from './rules/contributions.ts';
export * from './rules/deadline-state.ts';
export * from './rules/evidence.ts';
export * from './rules/extension.ts';
export * from './rules/fields.ts';
export * from './rules/holdings.ts';
export * from './rules/placeholders.ts';
export * from './rules/points.ts';
export * from './rules/requirements.ts';
export * from './rules/status.ts';
