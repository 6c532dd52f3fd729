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
import { type Decision, decide, sharesOf } from './decide.ts';
import { givesAllInShort } from './short-answer.ts';
import { saysNothing } from './stock.ts';
import type { AnswerRules, AnswerToAssess, Assessment, Finding, Verdict } from './types.ts';
import { type Evidence, evidenceIn, gather, type Material } from './weigh.ts';

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
 * "answered". Pure and linear in the length of its texts; never throws for any string. Advice on style and privacy is left
 * out where nobody would see it.
 */
export function assessAnswer(
  input: AnswerToAssess,
  rules: AnswerRules,
  { advice = true }: { advice?: boolean } = {},
): Assessment {
  const material = gather(input, rules);
  const evidence = evidenceIn(material, rules);
  const { verdict, answered, sure } = decided(material, evidence, rules);
  const points = material.pointTexts.map((text, at) => ({ text, answered: answered[at]! }));
  const { sentences } = evidence;
  return {
    verdict,
    score: scoreOf(verdict, evidence),
    findings: findingsOf({ material, sentences, verdict, points, rules }, advice ? ADVICE_CHECKS : []),
    points,
    readings: readingsOf(evidence, answered),
    sure,
    rulesVersion: rules.version,
  };
}

/** What says nothing at all is vague by rule; all else as the evidence has it. */
function decided(
  material: Material,
  { leaning, points }: Evidence,
  rules: AnswerRules,
): Decision & { sure: boolean } {
  const { reading, asked, pointTexts } = material;
  if (saysNothing(reading, asked) && !givesAllInShort(material))
    return { verdict: 'vague', answered: pointTexts.map(() => false), sure: true };
  const decision = decide({ leaning, points: points.map(({ share }) => share), ...rules.limits });
  const [clear, partial, vague] = sharesOf(leaning);
  const sure = { clear, partial, vague }[decision.verdict] >= rules.model.judge.sureFrom;
  return { ...decision, sure };
}

/** A share so near to neither side is a guess. */
const DOUBT = [0.3, 0.7] as const;

/** Where each point is answered: the sentence that fits it best. */
function readingsOf({ points, pairs, sentences }: Evidence, answered: boolean[]): Assessment['readings'] {
  return points.map(({ share }, at) => {
    const row = pairs[at]!;
    const best = row.reduce((most, pair, place) => (pair > row[most]! ? place : most), 0);
    const sentence = answered[at] ? sentences[best]?.reading : undefined;
    return {
      place: sentence ? { start: sentence.start, end: sentence.end } : null,
      sure: answered[at] ? share >= DOUBT[1] : share <= DOUBT[0],
    };
  });
}

function scoreOf(verdict: Verdict, { leaning }: Evidence): number {
  const [clear, partial, vague] = sharesOf(leaning);
  const [low, high] = BANDS[verdict];
  const place =
    verdict === 'clear'
      ? clear
      : verdict === 'vague'
        ? Math.min(0.6, 1 - vague)
        : clear / Math.max(1e-9, 1 - partial);
  return Math.round(low + (high - low) * Math.min(1, Math.max(0, place)));
}

function findingsOf(input: CheckInput, advice: Check[]): Finding[] {
  const found = DEFECT_CHECKS.flatMap((check) => check(input));
  const rest = fallback(input, found);
  return [...found, ...rest, ...advice.flatMap((check) => check(input))];
}
