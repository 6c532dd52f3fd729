import { answerFeatures, type SharedPoint } from './answer-features.ts';
import { isDatedAnswer, type Telling } from './dated-answer.ts';
import type { Leaning } from './decide.ts';
import { type Features, logistic, scalesOf, softmax } from './linear.ts';
import { laid, type PointToWeigh, pairFeatures, type Weighed } from './pair-features.ts';
import { pointFeatures, standing } from './point-features.ts';
import { splitPoints } from './points.ts';
import { kindOf } from './question-words.ts';
import { type Reading, read, topicsIn } from './reading.ts';
import { type Asked, sentenceFeatures } from './sentence-features.ts';
import type { AnswerModel, AnswerRules, AnswerToAssess, Language, LinearWeights } from './types.ts';

export interface Material {
  reading: Reading;
  question: string;
  pointTexts: string[];
  points: PointToWeigh[];
  /** All topic words of the question. */
  asked: Set<string>;
  /** How much of that comes back in the answer: about 0 when it answers something else. */
  touched: number;
  telling: Telling;
}

/** Reads question and answer and lays the points beside them. */
export function gather(input: AnswerToAssess, rules: AnswerRules): Material {
  const reading = read(input.answer, input.language, rules);
  const pointTexts = input.points?.length ? input.points : splitPoints(input.question, input.language);
  const asked = topicsIn(input.question.slice(0, 20_000), input.language, rules);
  const telling = tellingOf(rules.model, input.language);
  const topics = pointTexts.map((text) => topicsIn(text.slice(0, 5_000), input.language, rules));
  const points = pointTexts.map((text, at) => ({
    kind: kindOf(text, input.language),
    topics: topics[at]!,
    own: ownTopics(topics, at, telling),
    at,
    count: pointTexts.length,
  }));
  const touched = touchedBy(reading, asked, telling);
  return { reading, question: input.question, pointTexts, points, asked, touched, telling };
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
export function askedOf({ asked, points }: Material): Asked {
  return { topics: asked, kinds: [...new Set(points.map(({ kind }) => kind))].sort().join(' ') };
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
export function pointsFeatures({ points }: Material, sentences: Weighed[], pairs: number[][]): Features[] {
  const among = standing(laid(sentences, points), pairs);
  return points.map((_, which) => pointFeatures(among, which));
}

/** What the verdict rests on. */
export interface Evidence {
  sentences: Weighed[];
  points: SharedPoint[];
  features: Features;
  /** With what the limits take from it. */
  leaning: Leaning;
}

const shareOf = (model: LinearWeights, features: Features): number =>
  logistic(scalesOf(model).weigh(features)[0]);

/** A logit that leaves no share. */
const NEVER = -50;

/** Shares for sentences and points, and which way the verdict leans; nothing is decided here. */
export function evidenceIn(material: Material, { model, limits }: AnswerRules): Evidence {
  const sentences = weighSentences(material, model);
  const pairs = pairsFeatures(material, sentences).map((row) => row.map((each) => shareOf(model.pair, each)));
  const points = pointsFeatures(material, sentences, pairs).map((features, at) => ({
    kind: material.points[at]!.kind,
    share: shareOf(model.point, features),
  }));
  const { wordCount, language } = material.reading;
  const { words, ease } = limits.longAnswer;
  const eased = ease * Math.max(0, Math.log2(wordCount / words[language]));
  const features = answerFeatures(sentences, points, material.touched);
  const [clear, vague] = scalesOf(model.verdict.clear, model.verdict.vague).weigh(features);
  const towardsVague = isDatedAnswer(material) ? NEVER : vague - limits.vagueStrictness - eased;
  return { sentences, points, features, leaning: [clear - limits.clearStrictness, towardsVague] };
}
