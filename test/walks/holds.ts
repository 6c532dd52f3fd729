import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type Joi from 'joi';
import { boundsOf } from '../../server/platform/web/bounds.ts';

/**
 * Longer than this no request may keep all others waiting. What holds up for seconds is to be found: the slowest takes 45
 * on a machine of its own, and more than 50 beside another process.
 */
export const MOST_MS = 100;
const TRIES = 8;

/** Time of the processor that this thread has had, in milliseconds; undefined where the system does not tell. */
function worked(): number | undefined {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return undefined;
  }
}

/**
 * How long something kept the process from everything else, in milliseconds: the least of several tries, and never more
 * than this thread has worked. Other programs use the processor too, and what is called first is compiled first.
 */
export function holdMeter(): {
  /** @param ready makes what `act` uses up; not counted */
  of<R>(act: (made: R) => Promise<unknown>, ready: () => Promise<R>): Promise<number>;
  stop(): void;
} {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  return {
    async of(act, ready) {
      let least = Infinity;
      for (let tries = 0; tries < TRIES && least > MOST_MS; tries++) {
        const made = await ready();
        await delay(3);
        delays.reset();
        const before = worked();
        await act(made);
        await delay(3);
        const work = before === undefined ? Infinity : worked()! - before;
        least = Math.min(least, delays.max / 1e6, work);
      }
      return least;
    },
    stop: () => void delays.disable(),
  };
}

const repeated = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** As much as a body holds, to put into any field. @param bytes of the body; @param each of a mark in it */
export function hostileTexts(bytes: number, each: number): Record<string, string> {
  const marks = Math.floor((bytes - 2_000) / each);
  return {
    'a heap of marks': `a${repeated('\u0323\u0301', marks)}`,
    'a heap with what is unseen between': `a${repeated('\u0323\u200b\u0301\u2060', Math.floor(marks / 2))}`,
    'a long text of marked letters': repeated(`a${'\u0323\u0301'.repeat(7)}`, marks),
  };
}

/** As long as a field allows: nothing refuses them at once. */
export function laboriousTexts(length: number): Record<string, string> {
  return {
    'marked letters': repeated(`e${'\u0323\u0301'.repeat(8)}`, length),
    'words of one letter': repeated('a ', length),
    'lines of a list': repeated('\n1. 1) - a', length),
    numbers: repeated('12/2024/NĐ-CP 1/1 ', length),
    addresses: repeated('a@a.', length),
    'no letters': repeated('.?!;', length),
  };
}

/** Of fields that a form has many times the first stands for all. */
export const firstOfMany = (field: string) => !/-(?:[2-9]|1\d)-/.test(field);

/** Every field that a schema names with the length of its texts; of a list, that of an item. */
export function textFields(schema: Joi.Schema | undefined): Map<string, number> {
  const fields = schema ? [...(boundsOf(schema).fields ?? [])] : [];
  return new Map(fields.map(([name, { text }]) => [name, text]));
}

/** What a schema demands of each of its fields, in writing: two that demand the same are of one kind. */
export function fieldKinds(schema: Joi.Schema | undefined): Map<string, string> {
  const { keys = {} } = (schema?.describe() ?? {}) as { keys?: Record<string, unknown> };
  const written = (_: string, value: unknown) => (typeof value === 'function' ? String(value) : value);
  return new Map(Object.entries(keys).map(([name, rules]) => [name, JSON.stringify(rules, written)]));
}
