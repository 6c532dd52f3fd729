import type { ElementKind } from './elements.ts';
import { type Block, type Features, remembered } from './linear.ts';
import { type Laid, leaning } from './pair-features.ts';
import type { PointKind } from './question-words.ts';

/** These are answered by an element of their kind. */
const ELEMENTS: Partial<Record<PointKind, ElementKind[]>> = {
  when: ['date', 'duration', 'time'],
  amount: ['money', 'amount', 'share'],
  who: ['person', 'unit'],
  where: ['unit'],
};

/** How the points stand to the sentences. */
export interface Standing extends Laid {
  /** Share that a sentence answers a point: `pairs[point][sentence]`. */
  pairs: number[][];
  /** All topics of the answer, and those of its sentences of substance. */
  said: Set<string>;
  answered: Set<string>;
}

export function standing(among: Laid, pairs: number[][]): Standing {
  const said = new Set<string>();
  const answered = new Set<string>();
  for (const { reading, full, soft } of among.sentences)
    for (const topic of reading.topics) {
      said.add(topic);
      if (full + soft > 0.5) answered.add(topic);
    }
  return { ...among, pairs, said, answered };
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

const BEST = [
  'pair',
  'part',
  'mass',
  'pair:leaning',
  'pair:second',
  'pair:any',
  'part:leaning',
  'mass:full',
  'substance:sum',
  'substance:each',
  'substance:mean',
  'substance:most',
  'length',
];
const COVERAGE = ['own:said', 'own:answered', 'all:said', 'all:answered', 'own:none', 'waved'];
const ELEMENT = ['element', 'element:own', 'element:part'];
const BESIDE = ['others:least', 'others:most', 'rank', 'gap', 'last', 'first'];

/** Alone and among several points the signs count differently. */
function namesBy(several: boolean) {
  return remembered((kind): Block => {
    const wanted = ELEMENTS[kind as PointKind] !== undefined;
    const names = [...BEST, ...COVERAGE, ...(wanted ? ELEMENT : []), ...(several ? BESIDE : [])];
    const group = several ? 'several:' : 'single:';
    const grouped = names.map((name) => group + name);
    const ofKind = ['pair', 'part', 'mass'].map((name) => `${group}${kind}:${name}`);
    return ['points', group + kind, ...ofKind, ...names, ...grouped];
  });
}

const namesOfOne = namesBy(false);
const namesOfSeveral = namesBy(true);

/** What the point model sees: is this point answered anywhere? */
export function pointFeatures(among: Standing, which: number): Features {
  const { kind, count } = among.points[which]!;
  const parts = partsOf(among, which);
  const values = bestOf(among, which, parts);
  const [pair, part, mass] = values as [number, number, number];
  values.push(...coverage(among, which), ...elementOf(among, which, parts));
  if (count > 1) values.push(...besideOthers(among, which));
  const names = count > 1 ? namesOfSeveral(kind) : namesOfOne(kind);
  return (to) => to.block(names, [count, 1, pair, part, mass, ...values, ...values]);
}

/** In the order of `BEST`. */
function bestOf({ sentences, points, pairs }: Standing, which: number, parts: number[]): number[] {
  let [best, second, none, part, mass, massFull, total, mostSubstance] = [0, 0, 1, 0, 0, 0, 0, 0];
  for (let at = 0; at < sentences.length; at++) {
    const pair = pairs[which]![at]!;
    const { full, soft } = sentences[at]!;
    const share = parts[at]!;
    if (pair > best) [best, second] = [pair, best];
    else if (pair > second) second = pair;
    none *= 1 - pair;
    part = Math.max(part, share * (full + soft));
    mass += share * (full + soft);
    massFull += share * full;
    total += full + soft;
    mostSubstance = Math.max(mostSubstance, full + soft);
  }
  const length = Math.max(1, sentences.length);
  return [
    best,
    part,
    Math.min(2, mass),
    leaning(best),
    second,
    1 - none,
    leaning(part),
    Math.min(2, massFull),
    Math.min(3, total),
    Math.min(2, total / points.length),
    total / length,
    mostSubstance,
    Math.log(length),
  ];
}

/** In the order of `COVERAGE`: share of topics that return in the whole answer, and in its sentences of substance. */
function coverage({ sentences, points, owns, said, answered }: Standing, which: number): number[] {
  const { own, topics } = points[which]!;
  const ownSaid = returned(said, own);
  let waved = 0;
  for (const [at, { full, soft }] of sentences.entries())
    waved = Math.max(waved, (1 - full - soft) * owns[which]![at]!.share);
  return [
    ownSaid,
    returned(answered, own),
    returned(said, topics),
    returned(answered, topics),
    ownSaid === 0 ? 1 : 0,
    waved,
  ];
}

function returned(met: Set<string>, topics: Set<string>): number {
  if (topics.size === 0) return 0.5;
  let found = 0;
  for (const topic of topics) if (met.has(topic)) found++;
  return found / topics.size;
}

/** In the order of `ELEMENT`: what was asked for, in a sentence of substance, beside the point's own words, in the point's part. */
function elementOf({ sentences, points, owns }: Standing, which: number, parts: number[]): number[] {
  const wanted = ELEMENTS[points[which]!.kind];
  if (!wanted) return [];
  const most = [0, 0, 0] as [number, number, number];
  for (const [at, { reading, full, soft }] of sentences.entries()) {
    if (!wanted.some((kind) => reading.elements.has(kind))) continue;
    const substance = full + soft;
    most[0] = Math.max(most[0], substance);
    most[1] = Math.max(most[1], substance * owns[which]![at]!.share);
    most[2] = Math.max(most[2], substance * parts[at]!);
  }
  return most;
}

/** In the order of `BESIDE`. */
function besideOthers({ pairs }: Standing, which: number): number[] {
  const own = most(pairs[which]!);
  const others = pairs.filter((_, other) => other !== which).map(most);
  const highest = Math.max(...others);
  return [
    Math.min(...others),
    highest,
    others.filter((share) => share > own).length / others.length,
    own - highest,
    which === pairs.length - 1 ? 1 : 0,
    which === 0 ? 1 : 0,
  ];
}

/** Without spreading: a hostile text may have thousands of sentences. */
function most(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}
