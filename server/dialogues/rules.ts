export * from './rules/dates.ts';
export { nameRefusal } from './rules/display-name.ts';
export * from './rules/minutes.ts';
export * from './rules/opening.ts';
export * from './rules/question.ts';
export * from './rules/status.ts';
