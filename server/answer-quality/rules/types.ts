export type Language = 'vi' | 'en' | 'ru';

export interface AnswerToAssess {
  language: Language;
  question: string;
  answer: string;
  /** The numbered points the sender confirmed; absent: split from the question by rule. */
  points?: string[];
}

export type DefectType =
  | 'none'
  | 'general'
  | 'unclear'
  | 'unspecific'
  | 'evasive'
  | 'shifting'
  | 'point_missed';

export interface Finding {
  type: DefectType;
  /** Which check found it: 'time-without-date', 'bare-transfer', … */
  check: string;
  /** UTF-16 offsets in the answer as it was given; null when the finding is about the whole. */
  start: number | null;
  end: number | null;
  /** Text key under `answer-quality.hints`. */
  hint: string;
  values?: Record<string, string | number>;
}

export type Verdict = 'clear' | 'partial' | 'vague';

export interface Assessment {
  verdict: Verdict;
  /** 0–100: how far the answer is from vague. */
  score: number;
  findings: Finding[];
  points: { text: string; answered: boolean }[];
  /** Of each point: the sentence that answers it, null where none does, and whether the check is sure of it. */
  readings: { place: { start: number; end: number } | null; sure: boolean }[];
  /** Of verdicts said with certainty nine in ten are right; what is not certain only hints. */
  sure: boolean;
  rulesVersion: string;
}

/** Word sequences: `*` ends a stem, `_` stands for up to three words in between. */
export type CueLists = Record<string, string[]>;

export interface LanguageRules {
  /** Formulations with which each check begins, by check. */
  phrases: CueLists;
  /** Small grammatical signs counted by the model, by name. */
  cues: CueLists;
  /** Words for one matter: a fine answers "who was punished" though no word returns. */
  topics: CueLists;
  /** Words that carry no topic. */
  stopWords: string[];
  /** Abbreviations that need no explanation. */
  knownAbbreviations: string[];
}

/** A fitted linear part: logit = bias + Σ weight × feature. */
export interface LinearWeights {
  bias: number;
  weights: Record<string, number>;
}

/**
 * Small decision trees whose leaves add up to a logit. A tree is a flat list of nodes of four numbers: column, bound, and
 * the nodes for values below the bound and for the others; column -1: a leaf, the bound is its value.
 */
export interface Forest {
  columns: string[];
  bias: number;
  trees: number[][];
}

export interface AnswerModel {
  /** Does a sentence answer in full, or softly (undated, hedged)? The third class, empty, is the reference. */
  sentence: Record<Language, { full: LinearWeights; soft: LinearWeights }>;
  /** How telling a topic is, 0–1: what most submissions speak of says little. Those not named are 1. */
  telling: Record<Language, Record<string, number>>;
  /** Does this sentence answer this point? */
  pair: LinearWeights;
  /** Is this point answered anywhere? */
  point: LinearWeights;
  /** Clear and vague, both against partial. */
  verdict: { clear: LinearWeights; vague: LinearWeights };
  /** Trees on top, fitted on answers by other hands: is a point answered, is the answer clear, is it vague? */
  judge: {
    point: Forest;
    clear: Forest;
    vague: Forest;
    /** From which share on a verdict is certain: nine in ten of these were right on rows that the fit had not seen. */
    sureFrom: number;
  };
  /** What reviewers of this site taught on top: see `npm run refit-answers`. */
  learned?: { clear: LinearWeights; vague: LinearWeights };
}

export interface Limits {
  longSentenceWords: Record<Language, number>;
  /** Share of sentences in which nobody acts, above which it is said. */
  passiveShare: number;
  /** Logits by which an answer must lean further to "clear": in doubt the official is asked to look again. */
  clearStrictness: number;
  /** Logits by which an answer must lean further to "vague": sending one back is the harder judgement. */
  vagueStrictness: number;
  /** How seldom a partial answer touches all of several points, 0–1. */
  allYetPartial: number;
}

export interface AnswerRules {
  version: string;
  languages: Record<Language, LanguageRules>;
  model: AnswerModel;
  /** Elements that must be there, by recorded outcome. */
  requiredElements: Record<string, string[]>;
  limits: Limits;
}
