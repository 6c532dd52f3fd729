import { decide, type Leaning, type ToDecide } from '../rules/decide.ts';
import { plus } from '../rules/linear.ts';
import { givesAllInShort } from '../rules/short-answer.ts';
import { saysNothing } from '../rules/stock.ts';
import type { AnswerModel, AnswerRules, AnswerToAssess, LinearWeights, Verdict } from '../rules/types.ts';
import { evidenceIn, gather } from '../rules/weigh.ts';
import { collected, type FeatureValues, logit } from './by-name.ts';
import { train, type Way } from './train.ts';

/** An answer that somebody has read: what the check looked at, which way it leaned, and what the reader says. */
export interface Lesson {
  /** Absent when the answer says nothing at all: that is judged by rule, and no weight can learn from it. */
  features?: FeatureValues;
  /** Which way the check leaned. */
  decision: ToDecide;
  verdict: Verdict;
}

export function lessonOf(input: AnswerToAssess, verdict: Verdict, rules: AnswerRules): Lesson {
  const material = gather(input, rules);
  const { features, leaning, points } = evidenceIn(material, rules);
  const decision = { ...rules.limits, leaning, points: points.map(({ share }) => share) };
  const silent = saysNothing(material.reading, material.asked) && !givesAllInShort(material);
  return silent ? { decision, verdict } : { features: collected(features), decision, verdict };
}

/** Some dozens of lessons against weights that rest on thousands of answers: each may move a little. */
const WAY: Way = { classes: 3, reach: 0.01, groupsNeeded: 3, scaled: true, interceptReach: 1, least: 0 };
/** The last is the reference. */
const VERDICTS: Verdict[] = ['clear', 'vague', 'partial'];

/** How far each class is moved from where it leaned. */
export type Moved = AnswerModel['verdict'];

/**
 * What to add to the linear part of the verdict: its weights move as far as the lessons pull them, the less the fewer
 * there are, and not at all without any.
 */
export function learned(lessons: readonly Lesson[]): Moved {
  const examples = lessons.flatMap(({ features, decision, verdict }, at) =>
    features
      ? [
          {
            features,
            leaning: [...decision.leaning, 0],
            label: VERDICTS.indexOf(verdict),
            weight: 1,
            group: String(at),
          },
        ]
      : [],
  );
  const [clear, vague] = train(examples, WAY);
  return { clear: clear!, vague: vague! };
}

/** The verdict of the check, with what was learned or without. */
export function judged({ features, decision }: Lesson, moved?: Moved): Verdict {
  if (!features) return 'vague';
  if (!moved) return decide(decision).verdict;
  const [clear, vague] = decision.leaning;
  const leaning: Leaning = [clear + logit(moved.clear, features), vague + logit(moved.vague, features)];
  return decide({ ...decision, leaning }).verdict;
}

const NOTHING: LinearWeights = { bias: 0, weights: {} };

/** The rule set's model with what was learned on top. */
export function refitted(model: AnswerModel, { clear, vague }: Moved): AnswerModel {
  const { learned = { clear: NOTHING, vague: NOTHING } } = model;
  return { ...model, learned: { clear: plus(learned.clear, clear), vague: plus(learned.vague, vague) } };
}
