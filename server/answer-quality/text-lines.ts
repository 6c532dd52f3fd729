import { StringDecoder } from 'node:string_decoder';

/** A 1 MB answer may take six times as much when every character is escaped. Longer lines are not kept. */
export const LONGEST_LINE = 8_000_000;

/**
 * Lines of a byte stream without their line ends; undefined for one that is too long. Splits at `\n` only:
 * readline would also split at U+2028, which JSON allows inside a string.
 */
export async function* textLines(input: AsyncIterable<Buffer>): AsyncGenerator<string | undefined> {
  const decoder = new StringDecoder('utf8');
  let kept: string[] = [];
  let length = 0;
  for await (const bytes of input) {
    const parts = decoder.write(bytes).split('\n');
    for (const [at, part] of parts.entries()) {
      length += part.length;
      if (length <= LONGEST_LINE) kept.push(part);
      if (at === parts.length - 1) break;
      yield length > LONGEST_LINE ? undefined : kept.join('');
      kept = [];
      length = 0;
    }
  }
  if (length > LONGEST_LINE) yield undefined;
  else if (length > 0) yield kept.join('') + decoder.end();
}
