import type { Ran } from './queue.ts';
import { asDocument, type Document } from './values.ts';

/** A command that took long: what it asked, without the values, and how it was answered. */
export interface SlowCommand {
  readonly command: string;
  readonly collection: string;
  readonly shape: unknown;
  /** `IXSCAN { unit: 1, status: 1 }`, `COLLSCAN`, `IDHACK`; several for a union. */
  readonly plan: string;
  readonly keysExamined: number;
  readonly documentsExamined: number;
  /** All matches had to be read and put in order. */
  readonly sorted: boolean;
  readonly returned: number;
  readonly milliseconds: number;
}

export function slowCommand({ command, profile, milliseconds }: Ran): SlowCommand {
  const { plan, ...figures } = profile;
  const [name = ''] = Object.keys(command);
  const collection = name === 'getMore' ? command.collection : command[name];
  return {
    command: name,
    collection: typeof collection === 'string' ? collection : '',
    shape: shapeOf(command),
    ...figures,
    plan: [...new Set(plan)].join(', '),
    milliseconds: Math.round(milliseconds),
  };
}

/** Of the parts of a command that say what is asked: names and operators, no value. */
const ASKING = ['filter', 'query', 'q', 'pipeline', 'sort', 'updates', 'deletes', 'key', 'indexes'];
/** What stands there are names of fields and ways, none of them a person's. */
const NAMES = new Set(['sort', '$sort', 'key', 'indexes']);

/** What a command asks, such as `{ filter: { unit: '?', dueAt: { $lt: '?' } }, sort: { dueAt: 1 } }`. */
export function shapeOf(command: Document): Document {
  return Object.fromEntries(
    ASKING.filter((name) => command[name] !== undefined).map((name) => [
      name,
      shapeUnder(name, command[name]),
    ]),
  );
}

function shapeUnder(name: string, value: unknown): unknown {
  if (NAMES.has(name)) return plain(value);
  if (name === 'updates' || name === 'deletes') return shapeOfValue(firstStatement(value));
  return shapeOfValue(value);
}

function firstStatement(list: unknown): unknown {
  return asDocument(Array.isArray(list) ? list[0] : undefined)?.q;
}

function shapeOfValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isOfParts = value.length > 0 && value.every((each) => plainDocument(each));
    return isOfParts ? value.map(shapeOfValue) : '?';
  }
  const document = plainDocument(value);
  if (!document) return '?';
  return Object.fromEntries(
    Object.entries(document).map(([name, inner]) => [
      name,
      name === '$sort' ? plain(inner) : shapeOfValue(inner),
    ]),
  );
}

function plainDocument(value: unknown): Document | undefined {
  return (value as { _bsontype?: string } | null)?._bsontype ? undefined : asDocument(value);
}

/** As JSON. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
