import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../platform/project-files.ts';
import type { AnswerModel, AnswerRules, CueLists, Language, LanguageRules, Limits } from './rules/types.ts';

const FOLDER = projectFile('data/seed/answer-rules');
const LANGUAGES: Language[] = ['vi', 'en', 'ru'];

type RuleSet = Pick<AnswerRules, 'version' | 'requiredElements' | 'limits'>;

let loaded: AnswerRules | undefined;

/**
 * The rule set: phrases, cues, limits, required elements and fitted weights. Read once, by the first call; `weights` is a
 * file that stands in for the shipped weights, as `npm run refit-answers` writes it. The version is the one in
 * `rule-set.json` and eight digits of a hash over all parts, so that no change of any part goes without a new version.
 * @throws Error of the file system or of JSON when a part cannot be read
 */
export function loadAnswerRules(weights?: string): AnswerRules {
  loaded ??= assembled(weights ?? join(FOLDER, 'weights.json'));
  return loaded;
}

function assembled(weights: string): AnswerRules {
  const hash = createHash('sha256');
  const part = <T>(file: string): T => {
    const text = readFileSync(file, 'utf8');
    hash.update(text);
    return JSON.parse(text) as T;
  };
  const languages = Object.fromEntries(
    LANGUAGES.map((language) => [language, part<LanguageRules>(join(FOLDER, `${language}.json`))]),
  ) as Record<Language, LanguageRules>;
  const ruleSet = part<RuleSet>(join(FOLDER, 'rule-set.json'));
  const { model } = part<{ model: AnswerModel }>(weights);
  const version = `${ruleSet.version}-${hash.digest('hex').slice(0, 8)}`;
  return { ...ruleSet, version, languages, model };
}

/** What a city sets itself in the place of what ships. */
export interface OwnRules {
  limits?: Limits;
  requiredElements?: Record<string, string[]>;
  phrases?: Partial<Record<Language, CueLists>>;
}

/** The rules with a city's own parts; their version says that they are other ones. */
export function withOwnRules(
  rules: AnswerRules,
  { limits, requiredElements, phrases = {} }: OwnRules,
): AnswerRules {
  const languages = { ...rules.languages };
  for (const language of LANGUAGES) {
    const own = phrases[language];
    if (own) languages[language] = { ...languages[language], phrases: own };
  }
  const hash = createHash('sha256').update(
    JSON.stringify({ from: rules.version, limits, requiredElements, phrases }),
  );
  return {
    ...rules,
    languages,
    limits: limits ?? rules.limits,
    requiredElements: { ...rules.requiredElements, ...requiredElements },
    version: `${rules.version.split('-')[0]}-${hash.digest('hex').slice(0, 8)}`,
  };
}
