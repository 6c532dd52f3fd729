import {
  type AnswerRules,
  loadAnswerRules,
  type OwnRules,
  withOwnRules,
} from '../../answer-quality/index.ts';
import { cityDate } from '../../calendar/index.ts';
import type { Job } from '../../platform/clock/scheduler.ts';
import { CONTENT_LANGUAGES, type Context } from '../../platform/context.ts';
import { storeMemory } from '../../platform/data/store-memory.ts';
import { settingOn } from '../../settings/index.ts';
import { ANSWER_LIMITS, ANSWER_PHRASES, type AnswerLimits, type AnswerPhrases } from './settings.ts';

interface InForce {
  rules: AnswerRules | undefined;
  /** What they were made of. */
  of: string;
}

const memory = storeMemory((): InForce => ({ rules: undefined, of: '' }));

/** The rules of today. What ships is told as it is: its version stays the one of the figures in docs/answer-quality.md. */
export function answerRules(): AnswerRules {
  return memory().rules ?? loadAnswerRules();
}

const same = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

/** What the city has set for a date; what says the same as what ships is none. */
export function ownRulesOn(date: string): OwnRules {
  const own: OwnRules = {};
  const limits = limitsOf(settingOn(ANSWER_LIMITS, date));
  if (!same(limits, limitsOf(ANSWER_LIMITS.shipped()[0]!))) Object.assign(own, limits);
  for (const language of CONTENT_LANGUAGES) {
    const { phrases } = settingOn(ANSWER_PHRASES[language], date);
    if (!same(phrases, ANSWER_PHRASES[language].shipped()[0]!.phrases))
      own.phrases = { ...own.phrases, [language]: phrases };
  }
  return own;
}

export const limitsOf = ({
  limits,
  requiredElements,
}: Pick<AnswerLimits, 'limits' | 'requiredElements'>): OwnRules => ({
  limits,
  requiredElements,
});

export const phrasesOf = (language: string, { phrases }: Pick<AnswerPhrases, 'phrases'>): OwnRules => ({
  phrases: { [language]: phrases },
});

/** Rules with more of the city's own. */
export function rulesWith(own: OwnRules, more: OwnRules = {}): AnswerRules {
  const both = { ...own, ...more, phrases: { ...own.phrases, ...more.phrases } };
  const changed = both.limits || both.requiredElements || Object.keys(both.phrases).length > 0;
  return changed ? withOwnRules(loadAnswerRules(), both) : loadAnswerRules();
}

/** Made anew only when something is other: what reads by them is prepared once for each. */
export function readAnswerRules({ now }: Pick<Context, 'now'>): void {
  const own = ownRulesOn(cityDate(now));
  const of = JSON.stringify(own);
  if (of !== memory().of) Object.assign(memory(), { of, rules: rulesWith(own) });
}

/** Rules begin at midnight, and those of another process are there half a minute later. */
export const answerRulesJob: Job = {
  name: 'feedback.answer-rules',
  everySeconds: 30,
  everyProcess: true,
  run: async (context) => readAnswerRules(context),
};
