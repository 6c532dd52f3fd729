import type { Schema } from '../support/json-schema.ts';

/** Numbers that come again with the same seed: a fault that was found can be looked at. (mulberry32) */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(most: number): number {
    return Math.floor(this.next() * most);
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }
}

const WORDS = [
  ...['', ' ', '0', '-1', '1e309', 'NaN', 'true', 'null', 'yes', '2026-03-04', '2026-02-31', '0000-00-00'],
  ...[
    '25:61',
    '9999-12-31T23:59:60Z',
    'a',
    'PA-2026-000001',
    'pa-2026-1',
    'vi',
    'xx',
    '../..',
    '%00',
    '\u0000',
  ],
  ...[
    '\ud800',
    '🏛️',
    'e\u0301'.repeat(50),
    '\u202e abc',
    '<script>',
    '{{7*7}}',
    '{"$gt":""}',
    '$where',
    '[]',
    '{}',
  ],
  ...[
    'constructor',
    '__proto__',
    'Đường Trần Phú, 12',
    'lan@kin.example',
    'a@b',
    '@',
    '+84 24 3825 0000',
    '☎',
  ],
  ...[
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '"',
    "'",
    '\r\nSet-Cookie: a=b',
    '=1+1',
  ],
  ...['x'.repeat(300), 'word '.repeat(3_000), '9'.repeat(30), '1'.repeat(400)],
];

export const anyText = (random: Random): string =>
  random.chance(0.2) ? random.pick(WORDS) + random.pick(WORDS) : random.pick(WORDS);

/** Whatever JSON can hold. */
export function anything(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 5 : 8);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick([0, -1, 1, 3.5, 1e21, Number.MAX_SAFE_INTEGER, -0]);
  if (kind < 5) return anyText(random);
  if (kind === 5) return Array.from({ length: random.below(5) }, () => anything(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: random.below(5) }, () => [random.pick(WORDS), anything(random, depth + 1)]),
  );
}

/** A value as the schema describes it, with a fault here and there. */
export function fromSchema(schema: Schema, random: Random, faults = 0.15): unknown {
  if (random.chance(faults)) return anything(random);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fromSchema(random.pick(choices), random, faults);
  if (schema.enum) return random.pick(schema.enum);
  const type = random.pick([schema.type ?? 'string'].flat());
  if (type === 'object') return objectOf(schema, random, faults);
  if (type === 'array')
    return Array.from({ length: random.below(4) }, () => fromSchema(schema.items ?? {}, random, faults));
  if (type === 'integer' || type === 'number') return random.below(20) - 2;
  if (type === 'boolean') return random.chance(0.5);
  if (type === 'null') return null;
  const text = anyText(random);
  return schema.minLength && text.length < schema.minLength ? text + 'chữ '.repeat(schema.minLength) : text;
}

function objectOf({ properties = {}, required = [] }: Schema, random: Random, faults: number): unknown {
  const made: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(properties))
    if (required.includes(name) ? random.chance(0.97) : random.chance(0.5))
      made[name] = fromSchema(part, random, faults);
  if (random.chance(faults)) made[anyText(random).slice(0, 40)] = anything(random);
  return made;
}
