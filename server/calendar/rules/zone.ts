import { DAY_MS } from '../../city/dates.ts';

/** Offsets of a time zone from UTC: `offsets[i]` milliseconds hold from `since[i]` on. */
export interface Zone {
  name: string;
  since: Float64Array;
  offsets: Float64Array;
}

// Shorter than any stretch of summer time on record: Morocco stops it for about thirty days in Ramadan.
const SAMPLE_MS = 14 * DAY_MS;

const known = new Map<string, Zone>();

/**
 * The zone's offsets for the years given; read from Intl once, never afterwards.
 * Throws RangeError when the name is no IANA time zone.
 */
export function zoneFor(name: string, fromMs: number, untilMs: number): Zone {
  const key = `${name} ${fromMs} ${untilMs}`;
  const found = known.get(key);
  if (found) return found;
  const zone = readZone(name, fromMs, untilMs);
  known.set(key, zone);
  return zone;
}

function readZone(name: string, fromMs: number, untilMs: number): Zone {
  const offsetAt = offsetReader(name);
  const since = [Number.NEGATIVE_INFINITY];
  const offsets = [offsetAt(fromMs)];
  for (let at = fromMs; at < untilMs; at += SAMPLE_MS) {
    const offset = offsetAt(at + SAMPLE_MS);
    if (offset === offsets[offsets.length - 1]) continue;
    since.push(changeBetween(offsetAt, at, at + SAMPLE_MS));
    offsets.push(offset);
  }
  return { name, since: Float64Array.from(since), offsets: Float64Array.from(offsets) };
}

function changeBetween(offsetAt: (at: number) => number, before: number, after: number): number {
  const old = offsetAt(before);
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle) === old) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(name: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
    const local = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
    return local - at;
  };
}

/** Local wall-clock milliseconds of an instant. */
export function toLocal(zone: Zone, at: number): number {
  return at + zone.offsets[stretchAt(zone, at)]!;
}

/**
 * The first instant at which clocks show `local`; a time that clocks skip in spring is the jump itself,
 * a time shown twice in autumn is the first of the two.
 */
export function fromLocal(zone: Zone, local: number): number {
  let index = stretchAt(zone, local - DAY_MS);
  while (index + 1 < zone.since.length && zone.since[index + 1]! + zone.offsets[index]! <= local) index += 1;
  return Math.max(zone.since[index]!, local - zone.offsets[index]!);
}

function stretchAt(zone: Zone, at: number): number {
  let low = 0;
  let high = zone.since.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (zone.since[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
