import { abbreviations, longSentences, passiveWithoutAgent, personalData } from './checks/advice.ts';
import type { Check, CheckInput } from './checks/check.ts';
import { phraseCheck } from './checks/phrases.ts';
import { missedPoints, whenWithoutDate } from './checks/points.ts';
import {
  acknowledgementOnly,
  emptyAnswer,
  fallback,
  offTopic,
  restatesQuestion,
  softPromise,
} from './checks/whole.ts';
import { saysNothing } from './stock.ts';
import type { AnswerRules, AnswerToAssess, Assessment, Finding, Verdict } from './types.ts';
import { gather, likeliest, type Weights, weigh } from './weigh.ts';

const DEFECT_CHECKS: Check[] = [
  emptyAnswer,
  missedPoints,
  whenWithoutDate,
  phraseCheck,
  acknowledgementOnly,
  restatesQuestion,
  offTopic,
  softPromise,
];
const ADVICE_CHECKS: Check[] = [longSentences, passiveWithoutAgent, abbreviations, personalData];
/** Bands of the published scale: 75 and more may be sent, under 55 goes back. */
const BANDS: Record<Verdict, [number, number]> = { clear: [75, 100], partial: [55, 74], vague: [0, 54] };

/**
 * Judges one answer: verdict, score 0–100, findings with UTF-16 offsets into `answer`, and each point with
 * "answered". Pure and linear in the length of its texts; never throws for any string.
 */
export function assessAnswer(input: AnswerToAssess, rules: AnswerRules): Assessment {
  const material = gather(input, rules);
  const weights = weigh(material, rules);
  const verdict = saysNothing(material.reading, material.asked) ? 'vague' : likeliest(weights.verdict);
  const answered = answeredOf(verdict, weights);
  const points = material.pointTexts.map((text, at) => ({ text, answered: answered[at]! }));
  const check: CheckInput = { material, weights, verdict, points, rules };
  return {
    verdict,
    score: scoreOf(verdict, weights),
    findings: findingsOf(check),
    points,
    rulesVersion: rules.version,
  };
}

/** Vague answers no point and clear answers all; between them at least one point is answered. */
function answeredOf(verdict: Verdict, { points }: Weights): boolean[] {
  if (verdict !== 'partial') return points.map(() => verdict === 'clear');
  const shares = points.map((point) => point.share);
  const most = Math.max(...shares);
  const least = Math.min(...shares);
  if (points.length === 1) return [true];
  return shares.map((share) => share === most || (share >= 0.5 && share !== least));
}

function scoreOf(verdict: Verdict, { verdict: [clear, partial, vague] }: Weights): number {
  const [low, high] = BANDS[verdict];
  const place =
    verdict === 'clear'
      ? clear
      : verdict === 'vague'
        ? Math.min(0.6, 1 - vague)
        : clear / Math.max(1e-9, 1 - partial);
  return Math.round(low + (high - low) * Math.min(1, Math.max(0, place)));
}

function findingsOf(input: CheckInput): Finding[] {
  const found = DEFECT_CHECKS.flatMap((check) => check(input));
  const rest = fallback(input, found);
  return [...found, ...rest, ...ADVICE_CHECKS.flatMap((check) => check(input))];
}
