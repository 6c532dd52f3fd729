export { inLines } from './fit/in-lines.ts';
export { judged, type Lesson, learned, lessonOf, type Moved, refitted } from './fit/refit.ts';
export { loadAnswerRules, type OwnRules, withOwnRules } from './rule-set.ts';
export * from './rules.ts';
