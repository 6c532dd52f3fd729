import { offerHelp } from '../platform/command-help.ts';
import { answerLines } from '../platform/json-lines.ts';
import { errorOf, linesOf, readTextLine } from './command-lines.ts';
import { LikeTexts } from './like-texts.ts';

offerHelp(`npm run --silent find-similar -- --against FILE < in.jsonl
Which texts of a file say the same (docs/search.md).`);

const MOST = 10;
/** A text takes some kilobytes of memory. */
const MOST_AGAINST = 100_000;
const BAD_USAGE = 2;

async function findSimilar(): Promise<number> {
  const texts = new LikeTexts();
  try {
    for (const { id, text } of await linesOf('against', 'id', MOST_AGAINST)) texts.add(id, text);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return BAD_USAGE;
  }
  texts.close();
  const answer = (line: string) => {
    const { id, text } = readTextLine(line, 'id');
    return { id, similar: texts.like(id, text, MOST) };
  };
  return answerLines({ answer, errorOf });
}

process.exitCode = await findSimilar();
