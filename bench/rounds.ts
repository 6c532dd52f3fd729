export interface Pair {
  ours: number;
  bare: number;
}

export interface Row {
  name: string;
  unit: string;
  ours: number;
  bare: number;
  ratio: number;
  range: [number, number];
  goal: string;
  met: boolean;
  /** Of a page: bare express with the same template and model, and the bare driver with the same reads; in ms. */
  beside?: { express: number; driver: number } | undefined;
}

export const ROUNDS = 5;

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Interleaved rounds: the machine's speed drifts, so each figure stands beside its baseline of the same moment. */
export async function interleaved(ours: () => Promise<number>, bare: () => Promise<number>): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // The order alternates, so that warming up or cooling down favours neither.
    const first = round % 2 === 0 ? await ours() : await bare();
    const second = round % 2 === 0 ? await bare() : await ours();
    pairs.push(round % 2 === 0 ? { ours: first, bare: second } : { ours: second, bare: first });
  }
  return pairs;
}

/** @param met judges the medians */
export function rowOf(
  what: { name: string; unit: string; goal: string },
  pairs: Pair[],
  met: (median: Pair & { ratio: number }) => boolean,
): Row {
  const ratios = pairs.map((pair) => pair.ours / pair.bare);
  const middle = {
    ours: median(pairs.map((pair) => pair.ours)),
    bare: median(pairs.map((pair) => pair.bare)),
    ratio: median(ratios),
  };
  return { ...what, ...middle, range: [Math.min(...ratios), Math.max(...ratios)], met: met(middle) };
}
