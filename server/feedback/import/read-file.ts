import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { Refusal, type Text } from '../../platform/errors.ts';
import { numberedLines } from '../../platform/json-lines.ts';

/** One row as it stands in the file, or what is wrong with it. */
export interface RowOfFile {
  line: number;
  fields?: Record<string, unknown>;
  fault?: Text;
}

/** Longer than any row that could be taken. */
const LONGEST_ROW = 200_000;
const HEAD_BYTES = 65_536;
const SEPARATORS = [',', ';', '\t'];

/**
 * Reads rows one after another, however large the file is. `.jsonl` holds an object a line; everything else is CSV with
 * names of columns on top, separated by comma, semicolon or tab.
 * @param encoding as people call it: 'windows-1258'; absent: UTF-8, or UTF-16 with its mark
 * @throws Refusal when it cannot be read as text
 */
export async function* rowsOfFile(path: string, encoding?: string): AsyncGenerator<RowOfFile> {
  const head = await headOf(path);
  const name = encodingOf(head, encoding);
  const text = decoded(path, new TextDecoder(name, { fatal: true }));
  if (/\.(jsonl|ndjson)$/i.test(path)) yield* rowsOfLines(text);
  else yield* rowsOfCsv(Readable.from(text), separatorOf(new TextDecoder(name).decode(head)));
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function encodingOf(head: Buffer, encoding: string | undefined): string {
  const marked = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding ?? marked).encoding;
  } catch {
    throw new Refusal('invalid', 'feedback.import.unknown-encoding', { encoding });
  }
}

async function* decoded(path: string, decoder: TextDecoder): AsyncGenerator<string> {
  try {
    for await (const bytes of createReadStream(path)) yield decoder.decode(bytes as Buffer, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new Refusal('invalid', 'feedback.import.wrong-encoding');
    throw error;
  }
}

/** The one that stands most often in the names of the columns. */
function separatorOf(head: string): string {
  const names = head.slice(0, head.search(/[\r\n]|$/));
  const often = (separator: string) => names.split(separator).length;
  return SEPARATORS.reduce((best, each) => (often(each) > often(best) ? each : best));
}

async function* rowsOfCsv(text: Readable, delimiter: string): AsyncGenerator<RowOfFile> {
  const broken: RowOfFile[] = [];
  const parser = text.pipe(
    parse({
      delimiter,
      bom: true,
      info: true,
      columns: (names: string[]) => names.map((name) => name.trim()),
      skip_empty_lines: true,
      skip_records_with_error: true,
      max_record_size: LONGEST_ROW,
      on_skip: (error) => {
        const { code, lines } = error as unknown as { code: string; lines: number };
        broken.push({ line: lines, fault: { text: 'feedback.import.broken-row', values: { fault: code } } });
      },
    }),
  );
  text.once('error', (error) => parser.destroy(error));
  for await (const { record, info } of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number };
  }>) {
    yield* broken.splice(0);
    yield { line: info.lines, fields: withoutGuards(record) };
  }
  yield* broken;
}

/** Spreadsheets are kept from taking a cell for a formula by an apostrophe before it: it is not part of the text. */
function withoutGuards(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, value.replace(/^'(?=[=+\-@])/, '')]),
  );
}

async function* rowsOfLines(text: AsyncIterable<string>): AsyncGenerator<RowOfFile> {
  for await (const { number, text: json } of numberedLines(text)) yield { line: number, ...rowOfJson(json) };
}

/** @param json undefined: too long to be kept */
function rowOfJson(json: string | undefined): Pick<RowOfFile, 'fields' | 'fault'> {
  try {
    const fields: unknown = json !== undefined && json.length <= LONGEST_ROW && JSON.parse(json);
    if (fields && typeof fields === 'object' && !Array.isArray(fields))
      return { fields: fields as Record<string, unknown> };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { fault: { text: 'feedback.import.broken-row', values: { fault: 'JSON' } } };
}
