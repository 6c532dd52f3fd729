import {
  type AnswerRules,
  type AnswerToAssess,
  type Assessment,
  assessAnswer,
  type Language,
} from '../../answer-quality/index.ts';
import { keepNewest } from '../../platform/newest.ts';
import { answerRules } from './rules-in-force.ts';

/** Keeps what was found, by the words; emptied when full, oldest first. */
function kept<Value>(most: number): (key: string, find: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, find) => {
    let value = known.get(key);
    if (value !== undefined) return value;
    value = find();
    keepNewest(known, [key, value], most);
    return value;
  };
}

/** The check that reads the store comes for the words that were checked without it a moment ago. */
const whole = kept<Assessment>(400);
/** While one box is typed in, the others stay as they are. */
const boxes = kept<boolean>(5_000);

/** Judges by the rules in force, unless others are given; the same words beside the same question once. */
export function assessed(input: AnswerToAssess, rules: AnswerRules = answerRules()): Assessment {
  return whole(`${rules.version}\n${JSON.stringify(input)}`, () => assessAnswer(input, rules));
}

/** Whether the words of one box answer its point, read by themselves. */
export function answersPoint(
  { language, question, answer }: { language: Language; question: string; answer: string },
  rules: AnswerRules,
): boolean {
  return boxes(`${rules.version}\n${language}\n${question}\n\n${answer}`, () => {
    const input = { language, question, answer, points: [question] };
    return assessAnswer(input, rules).verdict !== 'vague';
  });
}
