export { assessAnswer } from './rules/assess.ts';
export { ADVICE } from './rules/checks/advice.ts';
export { asksFor, FIGURE_KINDS, type FigureKind, type RuleFigure, ruleFigures } from './rules/figures-in.ts';
export { languageOf } from './rules/language.ts';
export { type PersonalData, personalDataIn } from './rules/personal-data.ts';
export { splitPoints } from './rules/points.ts';
export { likeness, shinglesOf, similarTo } from './rules/similar.ts';
export type {
  AnswerModel,
  AnswerRules,
  AnswerToAssess,
  Assessment,
  CueLists,
  DefectType,
  Finding,
  Language,
  Limits,
  Verdict,
} from './rules/types.ts';
