import { offerHelp } from '../platform/command-help.ts';
import { answerLines } from '../platform/json-lines.ts';
import { assessLine, errorOf } from './answer-lines.ts';
import { loadAnswerRules } from './rule-set.ts';

offerHelp(`npm run --silent assess-answers < in.jsonl
The quality check over an archive (docs/answer-quality.md).`);

const rules = loadAnswerRules();
process.exitCode = await answerLines({ answer: (line) => assessLine(line, rules), errorOf });
