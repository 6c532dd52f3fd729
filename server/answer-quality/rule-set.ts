import { readFileSync } from 'node:fs';
import type { AnswerModel, AnswerRules, Language, LanguageRules } from './rules/types.ts';

const FOLDER = new URL('../../data/seed/answer-rules/', import.meta.url);

function shipped<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as T;
}

type RuleSet = Pick<AnswerRules, 'version' | 'requiredElements' | 'limits'>;

let loaded: AnswerRules | undefined;

/** The rule set that ships with the system: phrases, cues, limits, required elements and fitted weights. Read once. */
export function loadAnswerRules(): AnswerRules {
  if (loaded) return loaded;
  const languages = Object.fromEntries(
    (['vi', 'en', 'ru'] as const).map((language) => [language, shipped<LanguageRules>(`${language}.json`)]),
  ) as Record<Language, LanguageRules>;
  const { model } = shipped<{ model: AnswerModel }>('weights.json');
  loaded = { ...shipped<RuleSet>('rule-set.json'), languages, model };
  return loaded;
}
