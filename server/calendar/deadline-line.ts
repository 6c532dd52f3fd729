import { readInstant } from './read-instant.ts';
import { type Amount, type Calendar, computeDeadline, DeadlineFault, type Pause } from './rules.ts';

type Fields = Record<string, unknown>;

/** Answers one line of `compute-deadlines`. Throws DeadlineFault, or SyntaxError for text that is no JSON. */
export function answerLine(calendar: Calendar, line: string): object {
  const item = fieldsOf(JSON.parse(line), 'line');
  if (typeof item.id !== 'string' && typeof item.id !== 'number') throw new DeadlineFault('id-missing');
  const input = {
    receivedAt: instantOf(item, 'receivedAt', 'receivedAt'),
    ...amountOf(item),
    pauses: listOf(item, 'pauses').map(pauseOf),
    extensions: listOf(item, 'extensions').map((each, index) =>
      amountOf(fieldsOf(each, `extensions.${index}`)),
    ),
  };
  const { dueAt, provisional, steps } = computeDeadline(calendar, input, { steps: true });
  const rows = steps.map(({ date, counted, reason }) => ({ date, counted, reason }));
  return { id: item.id, dueAt: dueAt.toISOString(), provisional, steps: rows };
}

/** What is wrong, in one line: the code of the fault and where it is. */
export function errorOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'json-unreadable';
  if (!(error instanceof DeadlineFault)) throw error;
  const values = Object.entries(error.values).map(([name, value]) => `${name}: ${value}`);
  return values.length > 0 ? `${error.code} (${values.join(', ')})` : error.code;
}

function fieldsOf(value: unknown, where: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new DeadlineFault('object-expected', { where });
}

function listOf(fields: Fields, name: string): unknown[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value)) return value;
  throw new DeadlineFault('list-expected', { where: name });
}

/** The rules judge the values; JSON only has to bring them. */
function amountOf(fields: Fields): Amount {
  return { amount: fields.amount as number, unit: fields.unit as Amount['unit'] };
}

function pauseOf(value: unknown, index: number): Pause {
  const fields = fieldsOf(value, `pauses.${index}`);
  if (fields.from == null) throw new DeadlineFault('pause-without-beginning', { number: index + 1 });
  if (fields.to == null) throw new DeadlineFault('pause-without-end', { number: index + 1 });
  return {
    from: instantOf(fields, 'from', `pauses.${index}.from`),
    to: instantOf(fields, 'to', `pauses.${index}.to`),
  };
}

function instantOf(fields: Fields, name: string, where: string): Date {
  const at = readInstant(fields[name]);
  if (!at) throw new DeadlineFault('instant-malformed', { where });
  return at;
}
