import { type Block, type Features, remembered, type Sink } from './linear.ts';
import type { PointKind } from './question-words.ts';
import type { SentenceReading } from './reading.ts';

/** One sentence weighed by the sentence model: shares of "answers in full", "answers softly". */
export interface Weighed {
  reading: SentenceReading;
  full: number;
  soft: number;
}

export interface PointToWeigh {
  kind: PointKind;
  topics: Set<string>;
  /** Topics of this point that no other point shares and that are not common to most submissions. */
  own: Set<string>;
  at: number;
  count: number;
}

/** A share as a logit that stays finite. */
export function leaning(share: number): number {
  return Math.log((share + 1e-3) / (1 - share + 1e-3));
}

/** How many topics return in a sentence, and which share of them. */
export interface Tie {
  count: number;
  share: number;
}

const NO_TIE: Tie = { count: 0, share: 0 };

function tie(sentence: SentenceReading, topics: Set<string>): Tie {
  let count = 0;
  for (const topic of topics) if (sentence.topics.has(topic)) count++;
  return count === 0 ? NO_TIE : { count, share: count / topics.size };
}

/** Sentences and points laid beside each other. */
export interface Laid {
  sentences: Weighed[];
  points: PointToWeigh[];
  /** Ties of every point's own topics to every sentence: `owns[point][sentence]`. */
  owns: Tie[][];
  /** The most own topics that one sentence brings back, of each point. */
  mostOwn: number[];
}

export function laid(sentences: Weighed[], points: PointToWeigh[]): Laid {
  const owns = points.map(({ own }) => sentences.map(({ reading }) => tie(reading, own)));
  const mostOwn = owns.map((row) => row.reduce((most, { count }) => Math.max(most, count), 0));
  return { sentences, points, owns, mostOwn };
}

/** Answers mostly keep the order of the questions: 1 where the place in the answer fits the place of the point. */
function order(at: number, sentences: number, point: PointToWeigh): number {
  const place = sentences < 2 ? 0.5 : at / (sentences - 1);
  return 1 - Math.abs(place - point.at / Math.max(1, point.count - 1));
}

const STRENGTHS = remembered(
  (kind): Block => [
    'substance',
    'substance:leaning',
    'full:leaning',
    'own',
    'own:count',
    'all',
    'all:count',
    'covered',
    'substance&all',
    `kind:${kind}`,
  ],
);

/** What the pair model sees: does this sentence answer this point? */
export function pairFeatures(among: Laid, which: number, at: number): Features {
  const point = among.points[which]!;
  const { reading, full, soft } = among.sentences[at]!;
  const own = among.owns[which]![at]!;
  return (to) => {
    const substance = full + soft;
    const all = tie(reading, point.topics);
    to.block(STRENGTHS(point.kind), [
      substance,
      leaning(substance),
      leaning(full),
      own.share,
      Math.min(3, own.count),
      all.share,
      Math.min(4, all.count),
      (3 * all.count) / Math.max(1, reading.topics.size),
      substance * all.share,
      1,
    ]);
    addSigns(to, reading, point);
    if (point.count > 1) addRivals(to, among, { which, at });
  };
}

/** Signs of a sentence beside the kind of the point: by themselves, beside the kind, and so among several points. */
function signsBeside(several: boolean) {
  return remembered((kind) => {
    const block = (sign: string): Block => {
      const together = `${kind}&${sign}`;
      return several ? [sign, together, `several:${together}`] : [sign, together];
    };
    return {
      element: remembered((name) => block(`e:${name}`)),
      cue: remembered((name) => block(`c:${name}`)),
      other: remembered(block),
    };
  });
}

const signsOfOne = signsBeside(false);
const signsOfSeveral = signsBeside(true);

function addSigns(to: Sink, { cues, elements }: SentenceReading, { kind, count }: PointToWeigh): void {
  const signs = count > 1 ? signsOfSeveral(kind) : signsOfOne(kind);
  for (const name of elements) to.block(signs.element(name));
  for (const name of cues.keys()) to.block(signs.cue(name));
  if (elements.size === 0) to.block(signs.other('no-element'));
  if (!elements.has('date')) return;
  if (cues.has('future')) to.block(signs.other('date-ahead'));
  if (cues.has('due')) to.block(signs.other('date-due'));
}

const RIVALS: Block = [
  'several',
  'rival',
  'against-rival',
  'loses',
  'none-own',
  'best-own',
  'order',
  'first-both',
  'substance&against',
  'substance&own',
  'substance&order',
  'several:leaning',
];

/** Several points ask for the same sentence: what answers one is missing for the other. */
function addRivals(to: Sink, among: Laid, { which, at }: { which: number; at: number }): void {
  const { sentences, points, owns, mostOwn } = among;
  const { full, soft, reading } = sentences[at]!;
  const { share: own, count } = owns[which]![at]!;
  let rival = 0;
  for (let other = 0; other < owns.length; other++)
    if (other !== which) rival = Math.max(rival, owns[other]![at]!.share);
  const fits = order(at, sentences.length, points[which]!);
  const substance = full + soft;
  to.block(RIVALS, [
    1,
    rival,
    own - rival,
    rival > own ? 1 : 0,
    own === 0 ? 1 : 0,
    own > 0 && count === mostOwn[which] ? 1 : 0,
    fits,
    which === 0 && at === 0 ? 1 : 0,
    substance * (own - rival),
    substance * own,
    substance * fits,
    leaning(substance),
  ]);
  addOtherKinds(to, reading, { points, which });
}

const elementsOfOther = remembered((kind) => remembered((name): Block => [`other:${kind}&e:${name}`]));

/** What another point of another kind asks for. */
function addOtherKinds(
  to: Sink,
  { elements }: SentenceReading,
  { points, which }: { points: PointToWeigh[]; which: number },
): void {
  if (elements.size === 0) return;
  for (const [at, { kind }] of points.entries()) {
    if (kind === points[which]!.kind || points.findIndex((other) => other.kind === kind) !== at) continue;
    for (const name of elements) to.block(elementsOfOther(kind)(name));
  }
}
