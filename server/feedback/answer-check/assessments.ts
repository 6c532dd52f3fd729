import {
  type AnswerToAssess,
  type Assessment,
  assessAnswer,
  type Language,
  loadAnswerRules,
} from '../../answer-quality/index.ts';
import { keepNewest } from '../../platform/newest.ts';

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

/** Judges by the rules in force; the same words beside the same question once. */
export function assessed(input: AnswerToAssess): Assessment {
  return whole(JSON.stringify(input), () => assessAnswer(input, loadAnswerRules()));
}

/** Whether the words of one box answer its point, read by themselves. */
export function answersPoint(language: Language, question: string, answer: string): boolean {
  return boxes(`${language}\n${question}\n\n${answer}`, () => {
    const input = { language, question, answer, points: [question] };
    return assessAnswer(input, loadAnswerRules()).verdict !== 'vague';
  });
}
