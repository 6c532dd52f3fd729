import type { ElementKind } from './elements.ts';
import { type Features, named } from './linear.ts';
import { leaning, type PointToWeigh, type Tie, type Weighed } from './pair-features.ts';
import type { PointKind } from './question-words.ts';

/** These are answered by an element of their kind. */
const ELEMENTS: Partial<Record<PointKind, ElementKind[]>> = {
  when: ['date', 'duration', 'time'],
  amount: ['money', 'amount', 'share'],
  who: ['person', 'unit'],
  where: ['unit'],
};

/** How the points stand to the sentences. */
export interface Standing {
  sentences: Weighed[];
  points: PointToWeigh[];
  owns: Tie[][];
  /** Share that a sentence answers a point: `pairs[point][sentence]`. */
  pairs: number[][];
}

const odds = (share: number): number => (share + 1e-3) / (1 - share + 1e-3);

/** Which part of each sentence is this point's, where several points ask for it. */
function partsOf({ pairs }: Standing, which: number): number[] {
  return pairs[which]!.map((pair, at) => {
    let all = 0;
    for (const row of pairs) all += odds(row[at]!);
    return odds(pair) / all;
  });
}

/** What the point model sees: is this point answered anywhere? Alone and among several the signs count differently. */
export function pointFeatures(standing: Standing, which: number): Features {
  const { points } = standing;
  const point = points[which]!;
  const parts = partsOf(standing, which);
  const values = {
    ...bestOf(standing, which, parts),
    ...coverage(standing, which),
    ...elementOf(standing, which, parts),
    ...(points.length > 1 ? besideOthers(standing, which) : {}),
  };
  const group = points.length > 1 ? 'several:' : 'single:';
  const features: Features = new Map([
    ['points', points.length],
    [named(group, point.kind), 1],
  ]);
  for (const [name, value] of Object.entries(values)) {
    features.set(name, value);
    features.set(named(group, name), value);
  }
  for (const name of ['pair', 'part', 'mass'] as const)
    features.set(named(group, named(point.kind, named(':', name))), values[name]);
  return features;
}

function bestOf({ sentences, points, pairs }: Standing, which: number, parts: number[]) {
  const substance = sentences.map(({ full, soft }) => full + soft);
  const own = [...pairs[which]!].sort((a, b) => b - a);
  const total = sum(substance);
  const part = most(parts.map((share, at) => share * substance[at]!));
  return {
    pair: own[0] ?? 0,
    'pair:leaning': leaning(own[0] ?? 0),
    'pair:second': own[1] ?? 0,
    'pair:any': 1 - own.reduce((none, share) => none * (1 - share), 1),
    part,
    'part:leaning': leaning(part),
    mass: Math.min(2, sum(parts.map((share, at) => share * substance[at]!))),
    'mass:full': Math.min(2, sum(parts.map((share, at) => share * sentences[at]!.full))),
    'substance:sum': Math.min(3, total),
    'substance:each': Math.min(2, total / points.length),
    'substance:mean': total / Math.max(1, sentences.length),
    'substance:most': most(substance),
    length: Math.log(Math.max(1, sentences.length)),
  };
}

/** Share of topics that return in the whole answer, and in its sentences of substance. */
function coverage({ sentences, points, owns }: Standing, which: number) {
  const { own, topics } = points[which]!;
  const said = new Set<string>();
  const answered = new Set<string>();
  for (const { reading, full, soft } of sentences)
    for (const topic of reading.topics) {
      said.add(topic);
      if (full + soft > 0.5) answered.add(topic);
    }
  return {
    'own:said': returned(said, own),
    'own:answered': returned(answered, own),
    'all:said': returned(said, topics),
    'all:answered': returned(answered, topics),
    'own:none': returned(said, own) === 0 ? 1 : 0,
    waved: most(sentences.map(({ full, soft }, at) => (1 - full - soft) * owns[which]![at]!.share)),
  };
}

function returned(met: Set<string>, topics: Set<string>): number {
  if (topics.size === 0) return 0.5;
  let found = 0;
  for (const topic of topics) if (met.has(topic)) found++;
  return found / topics.size;
}

/** The element that was asked for, in a sentence of substance, beside the point's own words, in the point's part. */
function elementOf(
  { sentences, points, owns }: Standing,
  which: number,
  parts: number[],
): Record<string, number> {
  const wanted = ELEMENTS[points[which]!.kind];
  if (!wanted) return {};
  const holds = sentences.map(({ reading, full, soft }) =>
    wanted.some((kind) => reading.elements[kind]) ? full + soft : 0,
  );
  return {
    element: most(holds),
    'element:own': most(holds.map((share, at) => share * owns[which]![at]!.share)),
    'element:part': most(holds.map((share, at) => share * parts[at]!)),
  };
}

function besideOthers({ pairs }: Standing, which: number): Record<string, number> {
  const own = most(pairs[which]!);
  const others = pairs.filter((_, other) => other !== which).map(most);
  return {
    'others:least': Math.min(...others),
    'others:most': Math.max(...others),
    rank: others.filter((share) => share > own).length / others.length,
    gap: own - Math.max(...others),
    last: which === pairs.length - 1 ? 1 : 0,
    first: which === 0 ? 1 : 0,
  };
}

/** Without spreading: a hostile text may have thousands of sentences. */
function most(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
