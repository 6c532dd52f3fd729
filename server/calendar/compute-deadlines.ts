import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answerLine, errorOf } from './deadline-line.ts';
import { type Calendar, CalendarFault, prepareCalendar, readCalendarFile } from './rules.ts';
import { seedCalendar } from './seed-calendar.ts';
import { textLines } from './text-lines.ts';

const BAD_LINES = 1;
const BAD_USAGE = 2;

function chosenCalendar(): Calendar {
  const { values } = parseArgs({ options: { calendar: { type: 'string' } } });
  if (values.calendar === undefined) return seedCalendar();
  return prepareCalendar(readCalendarFile(JSON.parse(readFileSync(values.calendar, 'utf8'))));
}

function explain(error: unknown): string {
  if (!(error instanceof CalendarFault)) return error instanceof Error ? error.message : String(error);
  return error.problems
    .map(({ where, key, values }) => `${where || 'calendar'}: ${key} ${JSON.stringify(values)}`)
    .join('\n');
}

/** JSON lines from standard input to standard output, in order, a line at a time. */
async function answerAll(calendar: Calendar): Promise<number> {
  let number = 0;
  let exitCode = 0;
  for await (const line of textLines(process.stdin)) {
    number += 1;
    const text = number === 1 ? line?.replace(/^\uFEFF/, '') : line;
    if (text?.trim() === '') continue;
    let answer: unknown;
    try {
      answer = text === undefined ? { line: number, error: 'line-too-long' } : answerLine(calendar, text);
    } catch (error) {
      answer = { line: number, error: errorOf(error) };
    }
    if ((answer as { error?: string }).error) exitCode = BAD_LINES;
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain');
  }
  return exitCode;
}

// Whoever reads may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? 0 : BAD_USAGE),
);

async function run(): Promise<number> {
  let calendar: Calendar;
  try {
    calendar = chosenCalendar();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return BAD_USAGE;
  }
  return answerAll(calendar);
}

process.exitCode = await run();
