import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { offerHelp } from '../platform/command-help.ts';
import { answerLines } from '../platform/json-lines.ts';
import { answerLine, errorOf } from './deadline-line.ts';
import { type Calendar, CalendarFault, prepareCalendar, readCalendarFile } from './rules.ts';
import { seedCalendar } from './seed-calendar.ts';

offerHelp(`npm run --silent compute-deadlines [-- --calendar FILE] < in.jsonl
Deadlines with each day counted or skipped (docs/deadlines.md).`);

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

async function run(): Promise<number> {
  let calendar: Calendar;
  try {
    calendar = chosenCalendar();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return BAD_USAGE;
  }
  return answerLines({ answer: (line) => answerLine(calendar, line), errorOf });
}

process.exitCode = await run();
