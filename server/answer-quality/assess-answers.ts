import { answerLines } from '../platform/json-lines.ts';
import { assessLine, errorOf } from './answer-lines.ts';
import { loadAnswerRules } from './rule-set.ts';

const rules = loadAnswerRules();
process.exitCode = await answerLines({ answer: (line) => assessLine(line, rules), errorOf });
