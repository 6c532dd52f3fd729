import { answerFeatures, type SharedPoint } from './answer-features.ts';
import type { Leaning } from './decide.ts';
import type { ElementKind } from './elements.ts';
import { asksOwnCase, type Facet, facetsOf } from './facets.ts';
import { judgeFeatures } from './judge-features.ts';
import { lacksWhatWasAsked } from './lacking.ts';
import { type Features, logistic, scalesOf, softmax } from './linear.ts';
import { laid, type PointToWeigh, pairFeatures, type Weighed } from './pair-features.ts';
import { pointFeatures, type Standing, standing } from './point-features.ts';
import { labelsOf, pointSigns } from './point-signs.ts';
import { splitPoints } from './points.ts';
import { kindOf } from './question-words.ts';
import { type Reading, read, type SentenceReading, topicsIn } from './reading.ts';
import { type Asked, sentenceFeatures } from './sentence-features.ts';
import { givesAllInShort, isDatedAnswer, type Telling } from './short-answer.ts';
import { family, type Signs, signsOf } from './signs.ts';
import { weighedBy } from './trees.ts';
import type { AnswerModel, AnswerRules, AnswerToAssess, Language, LinearWeights } from './types.ts';

export interface Material {
  /** Without the sentences that only give the question back. */
  reading: Reading;
  /** Those sentences. */
  echoes: SentenceReading[];
  question: string;
  pointTexts: string[];
  points: PointToWeigh[];
  /** All topic words of the question. */
  asked: Set<string>;
  /** How much of that comes back in the answer: about 0 when it answers something else. */
  touched: number;
  telling: Telling;
  /** What each point asks for. */
  facets: Facet[][];
  /** A case of the sender's own is asked about, not a rule. */
  ownCase: boolean;
  /** What each sentence gives that is not in the question. */
  signs: Signs[];
  /** Numbers and names of the question: how many, and how many come back. */
  particulars: { count: number; back: number };
}

/** Reads question and answer and lays the points beside them. */
export function gather(input: AnswerToAssess, rules: AnswerRules): Material {
  const whole = read(input.answer, input.language, rules);
  const pointTexts = input.points?.length ? input.points : splitPoints(input.question, input.language);
  const asked = topicsIn(input.question.slice(0, 20_000), input.language, rules);
  const telling = tellingOf(rules.model, input.language);
  const facets = pointTexts.map((text) => facetsOf(text, input.language));
  const { reading, signs, echoes } = withoutEchoes(whole, signsOf(whole, input.question), {
    asked,
    wanted: new Set(facets.flat()),
  });
  const topics = pointTexts.map((text) => topicsIn(text.slice(0, 5_000), input.language, rules));
  const points = pointTexts.map((text, at) => ({
    kind: kindOf(text, input.language),
    topics: topics[at]!,
    own: ownTopics(topics, at, telling),
    at,
    count: pointTexts.length,
  }));
  const touched = touchedBy(reading, asked, telling);
  return {
    reading,
    question: input.question,
    pointTexts,
    points,
    asked,
    touched,
    telling,
    facets,
    ownCase: asksOwnCase(input.question, input.language),
    signs,
    echoes,
    particulars: particularsIn(input.question, reading),
  };
}

/** Fewer topics are too few to tell. */
const LEAST_TOPICS = 3;
const ECHO = 0.6;
/** A name or a file number beside the question's own words tells nothing, unless it was asked for. */
const NAMED_ONLY = new Set<ElementKind>(['person', 'unit', 'document', 'article', 'file']);
const NONE = new Set<ElementKind>();

interface Echoed {
  asked: Set<string>;
  /** What all points ask for. */
  wanted: Set<Facet>;
}

const SAYS = ['commit', 'strong', 'decide', 'reason', 'sum', 'cond'];

/** A sentence of the question's words that adds nothing of its own counts for nothing. */
function isEcho({ topics }: SentenceReading, signs: Signs, { asked, wanted }: Echoed): boolean {
  if (topics.size < LEAST_TOPICS) return false;
  const empty = wanted.has('who') || wanted.has('basis') || wanted.has('place') ? NONE : NAMED_ONLY;
  for (const kind of signs.fresh) if (!empty.has(kind)) return false;
  if (signs.fresh.size === 0 && signs.freshNumbers > 0) return false;
  if (SAYS.some((name) => family(signs, name) > 0)) return false;
  let repeated = 0;
  for (const topic of topics) if (asked.has(topic)) repeated++;
  return repeated / topics.size >= ECHO;
}

function withoutEchoes(reading: Reading, signs: Signs[], echoed: Echoed) {
  const echoes = reading.sentences.filter((sentence, at) => isEcho(sentence, signs[at]!, echoed));
  if (echoes.length === 0) return { reading, signs, echoes };
  const gone = new Set(echoes);
  const kept = reading.sentences.map((sentence) => !gone.has(sentence));
  return {
    reading: { ...reading, sentences: reading.sentences.filter((_, at) => kept[at]) },
    signs: signs.filter((_, at) => kept[at]),
    echoes,
  };
}

const PARTICULAR =
  /(?<![\p{L}\p{N}])\p{N}[\p{N}.,/:-]{0,20}\p{N}|(?<=[\p{L},;:] )\p{Lu}\p{Ll}[\p{L}\p{M}]{1,30}/gu;
const MOST_PARTICULARS = 30;
const MOST_READ = 100;
const LONGEST_READ = 1_000;

/** An answer about the sender's own case mostly names what is particular to it. */
function particularsIn(question: string, { text, sentences }: Reading): { count: number; back: number } {
  const found = new Set(question.slice(0, 4_000).match(PARTICULAR)?.slice(0, MOST_PARTICULARS));
  const read = sentences
    .slice(0, MOST_READ)
    .map(({ start, end }) => text.slice(start, Math.min(end, start + LONGEST_READ)))
    .join('\n');
  let back = 0;
  // The end of a name changes by case.
  for (const each of found) if (read.includes(each.slice(0, Math.max(3, each.length - 2)))) back++;
  return { count: found.size, back };
}

const tables = new WeakMap<object, Map<string, number>>();

function tellingOf(model: AnswerModel, language: Language): Telling {
  const weights = model.telling[language];
  let table = tables.get(weights);
  if (!table) {
    table = new Map(Object.entries(weights));
    tables.set(weights, table);
  }
  const known = table;
  return (topic) => known.get(topic) ?? 1;
}

/** Below this a topic is met in too many submissions for its return to say anything. */
const COMMON = 0.4;

function ownTopics(topics: Set<string>[], at: number, telling: Telling): Set<string> {
  return new Set(
    [...topics[at]!].filter(
      (topic) => telling(topic) >= COMMON && !topics.some((other, place) => place !== at && other.has(topic)),
    ),
  );
}

/** How much of what was asked comes back anywhere in the answer, in telling topics. */
function touchedBy({ sentences }: Reading, asked: Set<string>, telling: Telling): number {
  const touched = new Set<string>();
  for (const { topics } of sentences) for (const topic of topics) if (asked.has(topic)) touched.add(topic);
  let sum = 0;
  for (const topic of asked) if (touched.has(topic)) sum += telling(topic);
  return sum;
}

/** What the whole question asks, for weighing sentences. */
export function askedOf({ asked, points, facets, ownCase, signs }: Material): Asked {
  const kinds = [...new Set(points.map(({ kind }) => kind))].sort().join(' ');
  return { topics: asked, kinds, facets: [...new Set(facets.flat())], ownCase, signs };
}

export function weighSentences(material: Material, model: AnswerModel): Weighed[] {
  const { reading } = material;
  const { full: inFull, soft: softly } = model.sentence[reading.language];
  const scales = scalesOf(inFull, softly);
  const asked = askedOf(material);
  return reading.sentences.map((sentence, at) => {
    const [full, soft] = softmax([...scales.weigh(sentenceFeatures(reading, at, asked)), 0]);
    return { reading: sentence, full: full!, soft: soft! };
  });
}

/** Features of every point with every sentence: `[point][sentence]`. */
export function pairsFeatures({ points }: Material, sentences: Weighed[]): Features[][] {
  const among = laid(sentences, points);
  return points.map((_, which) => sentences.map((_, at) => pairFeatures(among, which, at)));
}

/** The features of each point, in order. */
export function pointsFeatures(among: Standing): Features[] {
  return among.points.map((_, which) => pointFeatures(among, which));
}

/** Points and sentences beside each other, with how far each sentence answers each point. */
export function standingOf({ points }: Material, sentences: Weighed[], pairs: number[][]): Standing {
  return standing(laid(sentences, points), pairs);
}

/** Signs of each point, in order, as the trees see them; `shares`: how far the linear part finds them answered. */
export function signsOfPoints(material: Material, among: Standing, shares: number[]): Features[] {
  const { reading, signs, facets, ownCase, telling, touched, particulars } = material;
  return pointSigns({
    ...among,
    ...{ signs, facets, ownCase, shares, telling, touched, particulars },
    labels: labelsOf(
      reading.text,
      reading.sentences.map(({ start }) => start),
    ),
    askedTopics: material.asked.size,
    wordCount: reading.wordCount,
  });
}

/** What the verdict rests on. */
export interface Evidence {
  sentences: Weighed[];
  points: SharedPoint[];
  /** How far each sentence answers each point: `pairs[point][sentence]`. */
  pairs: number[][];
  features: Features;
  /** With what the limits take from it. */
  leaning: Leaning;
}

const shareOf = (model: LinearWeights, features: Features): number =>
  logistic(scalesOf(model).weigh(features)[0]);

/** So much is left of a point that nothing in the answer could answer. */
const HARDLY = 0.2;

/** Nothing that was asked for is there: no sign makes up for that. */
export function capped(share: number, material: Material, which: number): number {
  return lacksWhatWasAsked(material, which) ? Math.min(share, HARDLY) : share;
}

/** A logit that leaves no share. */
export const NEVER = -50;

/** Short answers that no weight may call vague. */
export function isNeverVague(material: Material): boolean {
  return isDatedAnswer(material) || givesAllInShort(material);
}

/** What the linear parts say: sentences, pairs, points. */
function linearEvidence(material: Material, model: AnswerModel) {
  const sentences = weighSentences(material, model);
  const pairs = pairsFeatures(material, sentences).map((row) => row.map((each) => shareOf(model.pair, each)));
  const among = standingOf(material, sentences, pairs);
  const features = pointsFeatures(among);
  return { sentences, pairs, among, features, shares: features.map((each) => shareOf(model.point, each)) };
}

/** Shares for sentences and points, and which way the verdict leans; nothing is decided here. */
export function evidenceIn(material: Material, { model, limits }: AnswerRules): Evidence {
  const { sentences, pairs, among, features: linear, shares } = linearEvidence(material, model);
  const signs = signsOfPoints(material, among, shares);
  const points = signs.map((told, at) => ({
    kind: material.points[at]!.kind,
    share: capped(logistic(weighedBy(model.judge.point, both(linear[at]!, told))), material, at),
  }));
  const features = answerFeatures(sentences, points, material.touched);
  const base = baseLeaning(material, { sentences, shares }, model);
  const judged = judgeFeatures(material, { features, points, base });
  const neverVague = isNeverVague(material);
  const [clear, vague] = leaningOf(
    weighedBy(model.judge.clear, judged),
    neverVague ? NEVER : weighedBy(model.judge.vague, judged),
  );
  const learned = model.learned ? scalesOf(model.learned.clear, model.learned.vague).weigh(features) : [0, 0];
  const towardsVague = neverVague ? NEVER : vague + learned[1]! - limits.vagueStrictness;
  return {
    sentences,
    points,
    pairs,
    features,
    leaning: [clear + learned[0]! - limits.clearStrictness, towardsVague],
  };
}

/** From "clear or not" and "vague or not" to both against partial. */
export function leaningOf(clear: number, vague: number): Leaning {
  return [clear + Math.log1p(Math.exp(vague)), vague + Math.log1p(Math.exp(clear))];
}

/** Which way the linear part of the verdict leans. */
function baseLeaning(
  { points, touched }: Material,
  { sentences, shares }: { sentences: Weighed[]; shares: number[] },
  { verdict }: AnswerModel,
): Leaning {
  const shared = shares.map((share, at) => ({ kind: points[at]!.kind, share }));
  return scalesOf(verdict.clear, verdict.vague).weigh(answerFeatures(sentences, shared, touched));
}

/** Told one behind the other. */
export function both(first: Features, second: Features): Features {
  return (to) => {
    first(to);
    second(to);
  };
}
