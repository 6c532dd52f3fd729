import { answerFeatures } from './answer-features.ts';
import { type Features, logistic, logit, softmax } from './linear.ts';
import { bondsOf, type PointToWeigh, pointFeatures, shareOut, type Weighed } from './point-features.ts';
import { splitPoints } from './points.ts';
import { kindOf, type PointKind } from './question-words.ts';
import { type Reading, read } from './reading.ts';
import { sentenceFeatures } from './sentence-features.ts';
import type { AnswerModel, AnswerRules, AnswerToAssess } from './types.ts';

export interface Material {
  reading: Reading;
  question: Reading;
  pointTexts: string[];
  points: PointToWeigh[];
  /** All topic words of the question. */
  asked: Set<string>;
}

/** Reads question and answer and lays the points beside them. */
export function gather(input: AnswerToAssess, rules: AnswerRules): Material {
  const reading = read(input.answer, input.language, rules);
  const question = read(input.question.slice(0, 20_000), input.language, rules);
  const pointTexts = input.points?.length ? input.points : splitPoints(input.question, input.language);
  const asked = new Set(question.sentences.flatMap((sentence) => [...sentence.topics]));
  const points = pointTexts.map((text, at) => {
    const topics = read(text.slice(0, 5_000), input.language, rules).sentences.flatMap((sentence) => [
      ...sentence.topics,
    ]);
    return { kind: kindOf(text, input.language), topics: new Set(topics), at, count: pointTexts.length };
  });
  return { reading, question, pointTexts, points, asked };
}

export function weighSentences(material: Material, model: AnswerModel): Weighed[] {
  const { reading, asked } = material;
  const own = model.sentence[reading.language];
  return reading.sentences.map((sentence, at) => {
    const features = sentenceFeatures(reading, at, asked);
    const [full, soft] = softmax([logit(own.full, features), logit(own.soft, features), 0]);
    return { reading: sentence, full: full!, soft: soft! };
  });
}

/** The features of each point, in order. */
export function pointsFeatures(material: Material, sentences: Weighed[]): Features[] {
  const bonds = material.points.map((point) => bondsOf(sentences, point));
  const shares = shareOut(bonds);
  return material.points.map((point, at) =>
    pointFeatures(sentences, point, { bonds: bonds[at]!, share: shares[at]! }),
  );
}

export interface Weights {
  sentences: Weighed[];
  points: { kind: PointKind; share: number }[];
  /** Shares of clear, partial, vague. */
  verdict: [number, number, number];
}

/** Shares for sentences, points and verdict; nothing is decided here. */
export function weigh(material: Material, model: AnswerModel): Weights {
  const sentences = weighSentences(material, model);
  const points = pointsFeatures(material, sentences).map((features, at) => ({
    kind: material.points[at]!.kind,
    share: logistic(logit(model.point, features)),
  }));
  const features = answerFeatures(sentences, points);
  const logits = [model.verdict.clear, model.verdict.partial, model.verdict.vague].map((part) =>
    logit(part, features),
  );
  return { sentences, points, verdict: softmax(logits) as [number, number, number] };
}
