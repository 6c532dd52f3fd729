import { type Block, type Features, remembered, type Sink } from './linear.ts';
import { leaning, type Weighed } from './pair-features.ts';
import type { PointKind } from './question-words.ts';

/** How common these cues are in an answer tells its kind. */
const COUNTED = [
  'future',
  'hedge',
  'condition',
  'ongoing',
  'yes',
  'no',
  'refuse',
  'accept',
  'reason',
  'your',
  'public',
  'imperative',
  'courtesy',
  'visit',
  'foreign',
  'process',
  'statistic',
  'values',
  'lawtext',
  'named_action',
  'soon',
];
/** These matter where something is answered. */
const WITH_SUBSTANCE = {
  elements: ['date', 'duration', 'time', 'article', 'document', 'person', 'unit', 'money', 'amount', 'phone'],
  cues: ['future', 'hedge', 'condition', 'ongoing', 'soon', 'due', 'done', 'reason', 'refuse'],
};

export interface SharedPoint {
  kind: PointKind;
  /** How far the point is answered, 0–1. */
  share: number;
}

const TOUCHED: Block = ['touched', 'touched:little', 'touched:hardly'];

/** What the verdict looks at: how the points fare, what the sentences are made of. */
export function answerFeatures(sentences: Weighed[], points: SharedPoint[], touched: number): Features {
  return (to) => {
    to.block(TOUCHED, [Math.min(1, touched / 4), Math.max(0, 1 - touched / 1.5), touched < 0.5 ? 1 : 0]);
    addSubstance(to, sentences);
    addPoints(to, points);
    addSigns(to, sentences);
  };
}

const CUE_SHARES: Block = COUNTED.map((name) => `share:${name}`);
const WITH_ELEMENTS: Block = WITH_SUBSTANCE.elements.map((name) => `with:${name}`);
const WITH_CUES: Block = WITH_SUBSTANCE.cues.map((name) => `with:${name}:cue`);
const placesOf = (names: string[]) => new Map(names.map((name, at) => [name, at]));
const counted = placesOf(COUNTED);
const withElements = placesOf(WITH_SUBSTANCE.elements);
const withCues = placesOf(WITH_SUBSTANCE.cues);

/** How common each sign is, and the best sentence that has it. */
function addSigns(to: Sink, sentences: Weighed[]): void {
  const shares = zeros(CUE_SHARES);
  const elementsWith = zeros(WITH_ELEMENTS);
  const cuesWith = zeros(WITH_CUES);
  for (const { reading, full, soft } of sentences) {
    for (const name of reading.cues.keys()) {
      const at = counted.get(name);
      if (at !== undefined) shares[at]! += 1 / sentences.length;
      raise(cuesWith, withCues.get(name), full + soft);
    }
    for (const name of reading.elements) raise(elementsWith, withElements.get(name), full + soft);
  }
  to.block(CUE_SHARES, shares);
  to.block(WITH_ELEMENTS, elementsWith);
  to.block(WITH_CUES, cuesWith);
}

function zeros(block: Block): number[] {
  return new Array<number>(block.length).fill(0);
}

function raise(values: number[], at: number | undefined, value: number): void {
  if (at !== undefined && value > values[at]!) values[at] = value;
}

const SUBSTANCE: Block = [
  'substance:most',
  'substance:leaning',
  'substance:second',
  'substance:mean',
  'substance:sum',
  'substance:squares',
  'substance:first',
  'substance:last',
  'substance:any',
  'substance:none',
  'full:most',
  'full:leaning',
  'full:mean',
  'full:sum',
  'soft:most',
  'soft:leaning',
  'soft:sum',
  'soft:last',
  'length',
];

function addSubstance(to: Sink, sentences: Weighed[]): void {
  let [best, second, sum, squares, none, logs] = [0, 0, 0, 0, 1, 0];
  let [mostFull, sumFull, mostSoft, sumSoft] = [0, 0, 0, 0];
  for (const { full, soft } of sentences) {
    const both = full + soft;
    if (both > best) [best, second] = [both, best];
    else if (both > second) second = both;
    sum += both;
    squares += both * both;
    none *= 1 - both;
    logs += Math.log(1 - both + 1e-3);
    mostFull = Math.max(mostFull, full);
    sumFull += full;
    mostSoft = Math.max(mostSoft, soft);
    sumSoft += soft;
  }
  const length = Math.max(1, sentences.length);
  const first = sentences[0];
  const last = sentences.at(-1);
  to.block(SUBSTANCE, [
    best,
    leaning(best),
    second,
    sum / length,
    Math.min(4, sum),
    squares,
    first ? first.full + first.soft : 0,
    last ? last.full + last.soft : 0,
    Math.log(1 - none + 1e-3),
    logs,
    mostFull,
    leaning(mostFull),
    sumFull / length,
    Math.min(4, sumFull),
    mostSoft,
    leaning(mostSoft),
    Math.min(3, sumSoft),
    last?.soft ?? 0,
    Math.log(length),
  ]);
}

const FARING = ['least', 'least:leaning', 'most:leaning', 'most', 'mean'];
const faringIn = (group: string): Block => [
  ...FARING.map((name) => `points:${name}`),
  ...FARING.map((name) => group + name),
];
const ONE = faringIn('single:');
const SEVERAL = faringIn('several:');
const MANY: Block = ['several', 'three'];
const asks = remembered((kind): Block => [`asks:${kind}`]);

function addPoints(to: Sink, points: SharedPoint[]): void {
  // An empty question asks nothing that could be answered.
  const shares = points.length > 0 ? points.map(({ share }) => share) : [0];
  const least = Math.min(...shares);
  const most = Math.max(...shares);
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  const values = [least, leaning(least), leaning(most), most, mean];
  to.block(points.length > 1 ? SEVERAL : ONE, [...values, ...values]);
  to.block(MANY, [points.length > 1 ? 1 : 0, points.length > 2 ? 1 : 0]);
  for (const kind of new Set(points.map((point) => point.kind))) to.block(asks(kind));
}
