import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { numberedLines } from '../platform/json-lines.ts';

/** What is wrong with a line: the message is the code that stands in its answer. */
class LineFault extends Error {}

export interface TextLine {
  id?: unknown;
  text: string;
  unit?: unknown;
}

/** `{id, text}`, with what else stands there. @throws LineFault */
export function readTextLine(line: string, needed: 'id' | 'unit'): TextLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new LineFault('not-json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new LineFault('not-an-object');
  const read = value as Partial<TextLine>;
  if (typeof read.text !== 'string') throw new LineFault('text-missing');
  const known = read[needed];
  const isNamed = typeof known === 'string' ? known !== '' : typeof known === 'number' && needed === 'id';
  if (!isNamed) throw new LineFault(`${needed}-missing`);
  return read as TextLine;
}

export function errorOf(error: unknown): string {
  if (error instanceof LineFault) return error.message;
  throw error;
}

/**
 * Reads the file that an option names, line by line; what cannot be read is told on standard error and left out.
 * @param most so many of the last lines are taken
 * @throws Error when there is no such option or file
 */
export async function linesOf(option: string, needed: 'id' | 'unit', most: number): Promise<TextLine[]> {
  const { values } = parseArgs({ options: { [option]: { type: 'string' } } });
  const path = values[option];
  if (typeof path !== 'string') throw new Error(`--${option} FILE is needed`);
  const lines: TextLine[] = [];
  for await (const { number, text } of numberedLines(createReadStream(path))) {
    try {
      if (text === undefined) throw new LineFault('line-too-long');
      lines.push(readTextLine(text, needed));
    } catch (error) {
      process.stderr.write(`${path} line ${number}: ${errorOf(error)}\n`);
    }
    if (lines.length >= 2 * most) lines.splice(0, most);
  }
  return lines.slice(-most);
}
