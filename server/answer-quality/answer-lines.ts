import { translator } from '../platform/i18n/texts.ts';
import { type AnswerRules, assessAnswer, type Language } from './rules.ts';

/** A line in: `{id, language, question, answer}`; `points` may be given. */
interface AnswerLine {
  id?: unknown;
  language: Language;
  question: string;
  answer: string;
  points?: string[];
}

const LANGUAGES = ['vi', 'en', 'ru'];

function readLine(text: string): AnswerLine {
  const line = JSON.parse(text) as Partial<AnswerLine> | null;
  if (typeof line !== 'object' || line === null || Array.isArray(line)) throw new Error('not-an-object');
  if (!LANGUAGES.includes(line.language as string)) throw new Error('language-unknown');
  if (typeof line.question !== 'string') throw new Error('question-missing');
  if (typeof line.answer !== 'string') throw new Error('answer-missing');
  if (line.points !== undefined && !isTexts(line.points)) throw new Error('points-unreadable');
  return line as AnswerLine;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/**
 * One line of `assess-answers`. Hints are in the answer's language. Advice on style and privacy is left
 * out: it is no defect of the answer.
 * @throws Error whose message names what is wrong with the line
 */
export function assessLine(text: string, rules: AnswerRules): object {
  const { id, language, question, answer, points } = readLine(text);
  const translate = translator(language);
  const assessment = assessAnswer({ language, question, answer, points }, rules, { advice: false });
  return {
    id,
    verdict: assessment.verdict,
    score: assessment.score,
    defects: assessment.findings.map(({ type, start, end, hint, values }) => ({
      type,
      start,
      end,
      hint: translate(`answer-quality.hints.${hint}`, values),
    })),
    points: assessment.points,
    rulesVersion: assessment.rulesVersion,
  };
}

/** What the error field of the line says. */
export function errorOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'not-json';
  return error instanceof Error ? error.message : String(error);
}
