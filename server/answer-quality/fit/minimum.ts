/** Fills in the slope at a place and returns the value there. */
export type Smooth = (at: Float64Array, slope: Float64Array) => number;

const ROUNDS = 200;
/** So many steps are remembered to guess the curvature from. */
const REMEMBERED = 8;
/** Ends when a round gains less than this share of the value. */
const ENOUGH = 1e-5;

interface Move {
  step: Float64Array;
  turn: Float64Array;
  /** 1 / (step · turn) */
  inverse: number;
}

/** The lowest place of a convex function (L-BFGS, Nocedal & Wright, algorithms 7.4 and 7.5). The same input gives the same place. */
export function minimum(smooth: Smooth, start: Float64Array): Float64Array {
  let at = start.slice();
  let slope = new Float64Array(at.length);
  let value = smooth(at, slope);
  const moves: Move[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const way = downhill(slope, moves);
    const next = along({ smooth, at, value, slope, way }, round === 0 ? 1 / (1 + length(slope)) : 1);
    if (!next) break;
    remember(moves, { step: difference(next.at, at), turn: difference(next.slope, slope) });
    const gained = value - next.value;
    ({ at, value, slope } = next);
    if (gained < ENOUGH * Math.abs(value)) break;
  }
  return at;
}

function remember(moves: Move[], { step, turn }: { step: Float64Array; turn: Float64Array }): void {
  const product = dot(step, turn);
  if (product <= 1e-10) return;
  moves.push({ step, turn, inverse: 1 / product });
  if (moves.length > REMEMBERED) moves.shift();
}

/** The slope bent by what is known of the curvature, and turned round. */
function downhill(slope: Float64Array, moves: Move[]): Float64Array {
  const way = slope.slice();
  const shares: number[] = [];
  for (let each = moves.length - 1; each >= 0; each--) {
    const { step, turn, inverse } = moves[each]!;
    shares[each] = inverse * dot(step, way);
    add(way, turn, -shares[each]!);
  }
  const last = moves.at(-1);
  if (last) scale(way, 1 / (last.inverse * dot(last.turn, last.turn)));
  for (const [each, { step, turn, inverse }] of moves.entries())
    add(way, step, shares[each]! - inverse * dot(turn, way));
  scale(way, -1);
  return way;
}

interface Standing {
  smooth: Smooth;
  at: Float64Array;
  value: number;
  slope: Float64Array;
  way: Float64Array;
}

/** Halves the step until it goes down enough (Armijo). Undefined: there is no lower place this way. */
function along({ smooth, at, value, slope, way }: Standing, first: number) {
  const fall = dot(slope, way);
  for (let size = first; size > 1e-12; size /= 2) {
    const next = at.slice();
    add(next, way, size);
    const nextSlope = new Float64Array(at.length);
    const nextValue = smooth(next, nextSlope);
    if (nextValue <= value + 1e-4 * size * fall) return { at: next, value: nextValue, slope: nextSlope };
  }
  return undefined;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += times * what[at]!;
}

function scale(what: Float64Array, times: number): void {
  for (let at = 0; at < what.length; at++) what[at]! *= times;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, at) => value - b[at]!);
}

function length(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}
