import { existsSync, readFileSync } from 'node:fs';
import {
  type AnswerModel,
  type AnswerRules,
  type AnswerToAssess,
  assessAnswer,
  type Verdict,
} from '../answer-quality/index.ts';
import { projectFile } from '../platform/project-files.ts';
import { type Judged, macroF1 } from './rules.ts';

/** Answers by other hands that ship with the program: what reviewers teach must not be paid for there. */
const FILE = 'data/fit/contrast.jsonl';
/** A fall within this is chance (`docs/answer-quality.md`, figures: 0.04 either way from one fit to the next). */
const CHANCE = 0.02;

export interface OnTestSet {
  language: string;
  rows: number;
  /** Macro-F1 with the weights in force, and with the new ones. */
  before: number;
  after: number;
}

type Row = AnswerToAssess & { verdict: Verdict };

/** Empty: the file is not there. */
export function testRows(): Row[] {
  const file = projectFile(FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
}

/** What new weights change for answers that nobody of this site has written, by language. */
export function onTestSets(rules: AnswerRules, model: AnswerModel, rows = testRows()): OnTestSet[] {
  return [...new Set(rows.map(({ language }) => language))].sort().map((language) => {
    const own = rows.filter((row) => row.language === language);
    return {
      language,
      rows: own.length,
      before: measured(own, rules),
      after: measured(own, { ...rules, model }),
    };
  });
}

/** Languages in which the new weights are worse by more than chance. */
export function worseOn(sets: readonly OnTestSet[]): string[] {
  return sets.filter(({ before, after }) => after < before - CHANCE).map(({ language }) => language);
}

function measured(rows: readonly Row[], rules: AnswerRules): number {
  const judged = rows.map(({ language, question, answer, verdict }): Judged => {
    const check = assessAnswer({ language, question, answer }, rules, { advice: false }).verdict;
    return { check, reviewer: verdict };
  });
  return Math.round(macroF1(judged) * 1000) / 1000;
}
