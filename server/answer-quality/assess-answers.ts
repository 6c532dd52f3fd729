import { once } from 'node:events';
import { assessLine, errorOf } from './answer-lines.ts';
import { loadAnswerRules } from './rule-set.ts';
import { textLines } from './text-lines.ts';

/** JSON lines from standard input to standard output, in order, one at a time: memory stays flat. */
async function assessAll(): Promise<number> {
  const rules = loadAnswerRules();
  let number = 0;
  let exitCode = 0;
  for await (const line of textLines(process.stdin)) {
    number += 1;
    const text = number === 1 ? line?.replace(/^\uFEFF/, '') : line;
    if (text?.trim() === '') continue;
    let result: object;
    try {
      result = text === undefined ? { line: number, error: 'line-too-long' } : assessLine(text, rules);
    } catch (error) {
      result = { line: number, error: errorOf(error) };
    }
    if ('error' in result) exitCode = 1;
    if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
  }
  return exitCode;
}

// Whoever reads may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
process.exitCode = await assessAll();
