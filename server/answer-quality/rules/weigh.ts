import { clearFeatures, vagueFeatures } from './answer-features.ts';
import { type Features, logistic, logit, logits, softmax } from './linear.ts';
import { bondsOf, type PointToWeigh, pointFeatures, substanceOf, type Weighed } from './point-features.ts';
import { splitPoints } from './points.ts';
import { kindOf, type PointKind } from './question-words.ts';
import { type Reading, read, topicsIn } from './reading.ts';
import { sentenceFeatures } from './sentence-features.ts';
import type { AnswerModel, AnswerRules, AnswerToAssess, Language } from './types.ts';

export interface Material {
  reading: Reading;
  question: string;
  pointTexts: string[];
  points: PointToWeigh[];
  /** All topic words of the question. */
  asked: Set<string>;
}

/** Reads question and answer and lays the points beside them. */
export function gather(input: AnswerToAssess, rules: AnswerRules): Material {
  const reading = read(input.answer, input.language, rules);
  const pointTexts = input.points?.length ? input.points : splitPoints(input.question, input.language);
  const asked = topicsIn(input.question.slice(0, 20_000), input.language, rules);
  const common = commonTopics(rules.model, input.language);
  const topics = pointTexts.map((text) => topicsIn(text.slice(0, 5_000), input.language, rules));
  const points = pointTexts.map((text, at) => ({
    kind: kindOf(text, input.language),
    topics: topics[at]!,
    own: ownTopics(topics, at, common),
    at,
    count: pointTexts.length,
  }));
  return { reading, question: input.question, pointTexts, points, asked };
}

const commonSets = new WeakMap<string[], Set<string>>();

/** Words met in so many submissions that their return says nothing. */
function commonTopics(model: AnswerModel, language: Language): Set<string> {
  const words = model.common?.[language] ?? [];
  let set = commonSets.get(words);
  if (!set) {
    set = new Set(words);
    commonSets.set(words, set);
  }
  return set;
}

function ownTopics(topics: Set<string>[], at: number, common: Set<string>): Set<string> {
  return new Set(
    [...topics[at]!].filter(
      (topic) => !common.has(topic) && !topics.some((other, place) => place !== at && other.has(topic)),
    ),
  );
}

export function weighSentences(material: Material, model: AnswerModel): Weighed[] {
  const { reading, asked } = material;
  const own = model.sentence[reading.language];
  return reading.sentences.map((sentence, at) => {
    const features = sentenceFeatures(reading, at, asked);
    const [full, soft] = softmax([...logits(own.full, own.soft, features), 0]);
    return { reading: sentence, full: full!, soft: soft! };
  });
}

/** The features of each point, in order. */
export function pointsFeatures(material: Material, sentences: Weighed[]): Features[] {
  const substance = substanceOf(sentences);
  const bonds = bondsOf(sentences, material.points);
  return material.points.map((point, at) =>
    pointFeatures(sentences, point, { substance, bonds: bonds[at]! }),
  );
}

export interface Weights {
  sentences: Weighed[];
  points: { kind: PointKind; share: number }[];
  /** Shares of clear, partial, vague. */
  verdict: [number, number, number];
}

/** Shares for sentences, points and verdict; nothing is decided here. */
export function weigh(material: Material, { model, limits }: AnswerRules): Weights {
  const sentences = weighSentences(material, model);
  const points = pointsFeatures(material, sentences).map((features, at) => ({
    kind: material.points[at]!.kind,
    share: logistic(logit(model.point, features)),
  }));
  const ease =
    limits.longAnswer.ease * Math.max(0, Math.log2(material.reading.wordCount / limits.longAnswer.words));
  const vague = logistic(
    logit(model.verdict.vague, vagueFeatures(sentences, points)) - limits.vagueStrictness - ease,
  );
  const clear = logistic(
    logit(model.verdict.clear, clearFeatures(sentences, points)) - limits.clearStrictness,
  );
  return { sentences, points, verdict: [(1 - vague) * clear, (1 - vague) * (1 - clear), vague] };
}
