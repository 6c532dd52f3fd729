import { FACETS, type Facet } from './facets.ts';
import { type Block, type Features, remembered } from './linear.ts';
import { leaning } from './pair-features.ts';
import type { Standing } from './point-features.ts';
import type { PointKind } from './question-words.ts';
import { FAMILY_NAMES, type Signs } from './signs.ts';

/** What is known of the points beside their sentences. */
export interface Asking extends Standing {
  signs: Signs[];
  /** What each point asks for. */
  facets: Facet[][];
  ownCase: boolean;
  /** How far each point was answered by the part below. */
  shares: number[];
  /** Number of the list that each sentence stands under, 0: none. */
  labels: number[];
  /** How telling a topic is. */
  telling: (topic: string) => number;
  askedTopics: number;
  touched: number;
  wordCount: number;
  /** How much of the numbers and names of the question comes back, and how many there are. */
  particulars: { count: number; back: number };
}

const KINDS: PointKind[] = ['when', 'amount', 'who', 'why', 'where', 'yes-no', 'what', 'how', 'request'];
/** What meets the kind, whatever words are used. */
const ELEMENTS: Partial<Record<PointKind, string[]>> = {
  when: ['date', 'duration', 'time'],
  amount: ['money', 'amount', 'share', 'duration'],
  who: ['person', 'unit'],
  where: ['unit'],
  what: ['document', 'article', 'money', 'date', 'amount'],
  request: ['date', 'time', 'duration'],
  how: ['document', 'unit', 'time'],
  'yes-no': ['article', 'date', 'money'],
};

const AT = [
  'own',
  'all',
  'rival',
  'pair',
  'substance',
  'full',
  'length',
  'place',
  'numbers',
  'date',
  'person',
  'money',
  ...FAMILY_NAMES,
];
const NAMES: Block = [
  ...AT.map((name) => `tied:${name}`),
  ...AT.map((name) => `best:${name}`),
  ...FAMILY_NAMES.map((name) => `in:${name}`),
  ...FACETS.map((name) => `wants:${name}`),
  ...KINDS.map((name) => `is:${name}`),
  ...KINDS.map((name) => `beside:${name}`),
  'same',
  'below',
  'label:any',
  'label:pair',
  'facets',
  'facets:given',
  'facets:tie',
  'facets:pair',
  'facets:hits',
  'facets:least',
  'needed',
  'needed:tie',
  'covered',
  'weight',
  'particulars',
  'particulars:back',
  'own-case',
  'asked-topics',
  'words',
  'fresh',
  'which',
  'touched',
  'point-topics',
  'others:best',
];

export interface Ties {
  own: number[];
  all: number[];
}

function tiesOf({ sentences, points, telling }: Asking, which: number): Ties {
  const { own, topics } = points[which]!;
  const sum = (wanted: Set<string>) =>
    sentences.map(({ reading }) => {
      let found = 0;
      for (const topic of wanted) if (reading.topics.has(topic)) found += telling(topic);
      return found;
    });
  return { own: sum(own), all: sum(topics) };
}

/** What the trees see of every point. */
export function pointSigns(asking: Asking): Features[] {
  const ties = asking.points.map((_, which) => tiesOf(asking, which));
  const shares = familyShares(asking);
  return asking.points.map((_, which) => {
    const values = valuesOf(asking, { which, ties, shares });
    return (to) => to.block(NAMES, values);
  });
}

function familyShares({ signs }: Asking): number[] {
  return FAMILY_NAMES.map(
    (_, at) => signs.filter(({ families }) => families[at]! > 0).length / Math.max(1, signs.length),
  );
}

interface Which {
  which: number;
  ties: Ties[];
  shares: number[];
}

function valuesOf(asking: Asking, { which, ties, shares }: Which): number[] {
  const { points, pairs, facets, sentences, signs } = asking;
  const { kind, own, topics } = points[which]!;
  const mine = ties[which]!;
  const rival = sentences.map((_, at) =>
    highest(ties.map(({ own: theirs }, other) => (other === which ? 0 : theirs[at]!))),
  );
  const pair = pairs[which]!.map(leaning);
  const tied = placeOfMost(sentences.map((_, at) => mine.own[at]! + 0.3 * mine.all[at]! - 0.3 * rival[at]!));
  const best = placeOfMost(pair);
  const at = (place: number) => sentenceAt(asking, { place, mine, rival, pair });
  const others = new Set(points.flatMap((point, other) => (other === which ? [] : point.kind)));
  const wanted = ELEMENTS[kind] ?? [];
  const meets = signs.map(({ fresh }) => wanted.some((name) => (fresh as Set<string>).has(name)));
  const weight = sumOf(own, asking.telling);
  const covered = sumOf(
    [...own].filter((topic) => asking.said.has(topic)),
    asking.telling,
  );
  return [
    ...at(tied),
    ...at(best),
    ...shares,
    ...FACETS.map((name) => (facets[which]!.includes(name) ? 1 : 0)),
    ...KINDS.map((name) => (kind === name ? 1 : 0)),
    ...KINDS.map((name) => (others.has(name) ? 1 : 0)),
    tied === best ? 1 : 0,
    leaning(asking.shares[which]!),
    ...labelled(asking, which, pair),
    ...facetsMet(asking, which, { mine, pair }),
    meets.filter(Boolean).length,
    highest(meets.map((met, place) => (met ? mine.own[place]! + 0.3 * mine.all[place]! : 0))),
    weight > 0 ? covered / weight : 0.5,
    weight,
    asking.particulars.count,
    asking.particulars.count > 0 ? asking.particulars.back / asking.particulars.count : 0.5,
    asking.ownCase ? 1 : 0,
    asking.askedTopics,
    Math.log(asking.wordCount + 1),
    signs.filter(({ fresh }) => fresh.size > 0).length / Math.max(1, signs.length),
    which,
    Math.min(6, asking.touched),
    topics.size,
    highest(
      pairs.map((row, other) => (other === which ? -6 : leaning(row[best] ?? 0))),
      -6,
    ),
  ];
}

const NOWHERE = new Array<number>(AT.length).fill(0);

interface Beside {
  place: number;
  mine: Ties;
  rival: number[];
  pair: number[];
}

/** In the order of `AT`. */
function sentenceAt({ sentences, signs }: Asking, { place, mine, rival, pair }: Beside): number[] {
  const sentence = sentences[place];
  if (!sentence) return NOWHERE;
  const { fresh, freshNumbers, families } = signs[place]!;
  return [
    mine.own[place]!,
    mine.all[place]!,
    rival[place]!,
    pair[place]!,
    sentence.full + sentence.soft,
    sentence.full,
    sentence.reading.words.length,
    place / Math.max(1, sentences.length - 1),
    freshNumbers,
    fresh.has('date') ? 1 : 0,
    fresh.has('person') ? 1 : 0,
    fresh.has('money') ? 1 : 0,
    ...families,
  ];
}

/** The pair of the point with the sentences that stand under its number. */
function labelled({ labels, points }: Asking, which: number, pair: number[]): [number, number] {
  const any = points.length > 1 && labels.some((label) => label > 0);
  if (!any) return [0, highest(pair, -6)];
  return [
    1,
    highest(
      pair.filter((_, at) => labels[at] === which + 1),
      -6,
    ),
  ];
}

/** Of what the point asks for: how many kinds, which part is given anywhere, how near to the point. */
function facetsMet(
  { facets, signs }: Asking,
  which: number,
  { mine, pair }: Pick<Beside, 'mine' | 'pair'>,
): number[] {
  const wanted = facets[which]!;
  if (wanted.length === 0) return [0, 0.5, -1, -7, -1, -1];
  let [given, tie, near, hits, least] = [0, 0, -6, 0, 2];
  for (const facet of wanted) {
    let count = 0;
    for (const [at, { gives }] of signs.entries()) {
      if (!gives.has(facet)) continue;
      count++;
      tie = Math.max(tie, mine.own[at]! + 0.3 * mine.all[at]!);
      near = Math.max(near, pair[at]!);
    }
    if (count > 0) given++;
    hits += count;
    least = Math.min(least, count);
  }
  return [wanted.length, given / wanted.length, tie, near, Math.min(4, hits), least];
}

function sumOf(topics: Iterable<string>, telling: (topic: string) => number): number {
  let sum = 0;
  for (const topic of topics) sum += telling(topic);
  return sum;
}

/** Without spreading: a hostile text may have thousands of sentences. */
function highest(values: number[], floor = 0): number {
  return values.reduce((most, value) => Math.max(most, value), floor);
}

function placeOfMost(values: number[]): number {
  let place = values.length > 0 ? 0 : -1;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[place]!) place = at;
  return place;
}

const LABEL = /^[\s"«“(]*(?:[qQ]?([1-9])[.):]|\(?([a-eA-Eа-дА-Д])[).])/u;
const SERIES = ['abcde', 'абвгд'];
const labelNamed = remembered((name) => {
  const place = Math.max(...SERIES.map((letters) => letters.indexOf(name.toLowerCase())));
  return place >= 0 ? place + 1 : Number(name);
});

/** Under which number of a list each sentence stands; what follows a numbered sentence belongs to it. */
export function labelsOf(text: string, starts: readonly number[]): number[] {
  let current = 0;
  return starts.map((start) => {
    const [, number, letter] = LABEL.exec(text.slice(start, start + 12)) ?? [];
    const name = number ?? letter;
    if (name) current = labelNamed(name);
    return current;
  });
}
