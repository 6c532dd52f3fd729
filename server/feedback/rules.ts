/** The rules of feedback: pure, without framework, store or clock. */
export * from './rules/codes.ts';
export * from './rules/deadline-state.ts';
export * from './rules/fields.ts';
export * from './rules/status.ts';
