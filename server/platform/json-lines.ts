import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';

/** A text of 1 MB may take six times as much when every character is escaped. Longer lines are not kept. */
export const LONGEST_LINE = 8_000_000;

/**
 * Lines of a stream, of UTF-8 or of text, without their line ends; undefined for one that is too long. Splits at `\n` only:
 * readline would also split at U+2028, which JSON allows inside a string.
 */
export async function* textLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string | undefined> {
  const decoder = new StringDecoder('utf8');
  let kept: string[] = [];
  let length = 0;
  for await (const bytes of input) {
    const parts = decoder.write(bytes).split('\n');
    for (const [at, part] of parts.entries()) {
      length += part.length;
      if (length <= LONGEST_LINE) kept.push(part);
      if (at === parts.length - 1) break;
      yield length > LONGEST_LINE ? undefined : withoutReturn(kept.join(''));
      kept = [];
      length = 0;
    }
  }
  if (length > LONGEST_LINE) yield undefined;
  else if (length > 0) yield withoutReturn(kept.join('') + decoder.end());
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** Lines with their numbers, but for empty ones; the first may begin with a byte order mark. */
export async function* numberedLines(
  input: AsyncIterable<Buffer | string>,
): AsyncGenerator<{ number: number; text: string | undefined }> {
  let number = 0;
  for await (const line of textLines(input)) {
    number += 1;
    const text = number === 1 ? line?.replace(/^\uFEFF/, '') : line;
    if (text?.trim() !== '') yield { number, text };
  }
}

/** How a command answers a line, and what it calls what is wrong with one. */
interface Answering {
  answer(line: string): object;
  /** @throws what is no fault of the line */
  errorOf(error: unknown): string;
}

/**
 * Answers JSON lines from standard input with JSON lines on standard output, in order, one at a time: memory stays flat.
 * @returns the exit code: 1 when a line could not be answered
 */
export async function answerLines({ answer, errorOf }: Answering): Promise<number> {
  // Whoever reads may stop early, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  let exitCode = 0;
  for await (const { number, text } of numberedLines(process.stdin)) {
    let result: object;
    try {
      result = text === undefined ? { line: number, error: 'line-too-long' } : answer(text);
    } catch (error) {
      result = { line: number, error: errorOf(error) };
    }
    if ('error' in result) exitCode = 1;
    if (!process.stdout.write(`${JSON.stringify(result)}\n`)) await once(process.stdout, 'drain');
  }
  return exitCode;
}
