import { StringDecoder } from 'node:string_decoder';

/** Longer lines are not kept: what comes in must not decide how much memory we use. */
export const LONGEST_LINE = 1_000_000;

/**
 * Lines of a byte stream, one at a time, without their line ends; undefined for a line that is too long.
 * Splits at `\n` only: readline would also split at U+2028, which JSON allows inside a string.
 */
export async function* textLines(input: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let tooLong = false;
  for await (const bytes of input) {
    const parts = decoder.write(bytes).split('\n');
    parts[0] = rest + parts[0]!;
    rest = parts.pop()!;
    for (const part of parts) {
      yield tooLong || part.length > LONGEST_LINE ? undefined : withoutReturn(part);
      tooLong = false;
    }
    if (rest.length > LONGEST_LINE) {
      tooLong = true;
      rest = '';
    }
  }
  rest += decoder.end();
  if (tooLong) yield undefined;
  else if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
