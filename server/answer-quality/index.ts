export { loadAnswerRules } from './rule-set.ts';
export * from './rules.ts';
