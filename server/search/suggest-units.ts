import { offerHelp } from '../platform/command-help.ts';
import { answerLines } from '../platform/json-lines.ts';
import { errorOf, linesOf, readTextLine } from './command-lines.ts';
import { UnitModel } from './unit-model.ts';

offerHelp(`npm run --silent suggest-units -- --history FILE < in.jsonl
Which unit a text belongs to, learned from a file (docs/search.md).`);

const MOST = 5;
/** The last ones: what units do changes, and a text takes some kilobytes of memory. */
const MOST_HISTORY = 100_000;
const BAD_USAGE = 2;

async function suggestUnits(): Promise<number> {
  const model = new UnitModel();
  try {
    for (const { text, unit } of await linesOf('history', 'unit', MOST_HISTORY))
      model.add(text, String(unit));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return BAD_USAGE;
  }
  model.close();
  const answer = (line: string) => {
    const { id, text } = readTextLine(line, 'id');
    return { id, units: model.suggest(text, MOST) };
  };
  return answerLines({ answer, errorOf });
}

process.exitCode = await suggestUnits();
