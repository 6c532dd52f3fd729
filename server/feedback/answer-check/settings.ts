import { type CueLists, type Limits, loadAnswerRules } from '../../answer-quality/index.ts';
import type { DatedRow } from '../../city/dated-rows.ts';
import { CONTENT_LANGUAGES, type ContentLanguage } from '../../platform/context.ts';
import type { Setting, SettingField } from '../../settings/index.ts';
import { ELEMENTS } from '../item/rules/answer.ts';
import { unusablePhrase } from './rules/phrases.ts';

/** The first day on which there was a check; what ships stands in data/seed/answer-rules. */
const FIRST_DAY = '2017-09-25';
const BASIS = '92/2017/NĐ-CP; 766/QĐ-TTg';

export interface AnswerLimits extends DatedRow {
  limits: Limits;
  requiredElements: Record<string, string[]>;
  basis: string;
}

export interface AnswerPhrases extends DatedRow {
  phrases: CueLists;
  basis: string;
}

const basis: SettingField = { name: 'basis', kind: 'line', most: 300 };
const limit = (name: string, [min, max]: [number, number], places?: number): SettingField => ({
  ...{ name: name.replace('.', '-'), at: `limits.${name}`, kind: 'number', min, max },
  ...(places ? { places } : {}),
});

const OUTCOMES = ['accepted', 'partly', 'refused', 'explained.question', 'explained.feedback'];

const needed = (outcome: string): SettingField => ({
  ...{ name: `needed-${outcome.replace('.', '-')}`, at: ['requiredElements', outcome], kind: 'choices' },
  // Points are asked for wherever somebody has numbered them.
  ...{ of: ELEMENTS.filter((name) => name !== 'points'), texts: 'feedback.answer.missing', folded: true },
});

/** In the order of the form: what stands in another one would be told as a change. */
const inOrder = (required: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(required).map(([outcome, names]) => [
      outcome,
      ELEMENTS.filter((name) => names.includes(name)),
    ]),
  );

export const ANSWER_LIMITS: Omit<Setting<AnswerLimits>, 'effect'> = {
  name: 'answer-limits',
  group: 'answers',
  shipped() {
    const { limits, requiredElements } = loadAnswerRules();
    const row = {
      limits: structuredClone(limits),
      requiredElements: inOrder(requiredElements),
      basis: BASIS,
    };
    return [{ validFrom: FIRST_DAY, validTo: null, ...row }];
  },
  fields: [
    limit('vagueStrictness', [-3, 3], 2),
    limit('clearStrictness', [-3, 3], 2),
    limit('allYetPartial', [0, 1], 2),
    ...OUTCOMES.map(needed),
    limit('longSentenceWords.vi', [20, 120]),
    limit('longSentenceWords.en', [20, 120]),
    limit('longSentenceWords.ru', [20, 120]),
    limit('passiveShare', [0, 1], 2),
    basis,
  ],
};

/** Of the rule set, in the order of the form. */
const LISTS = [
  ...['time-without-date', 'rule-without-number', 'action-without-actor', 'general', 'conditional'],
  ...['sending-away', 'bare-transfer', 'acknowledgement-only'],
];

/** The lists of one language: each marks what it is named by. */
function phrasesOf(language: ContentLanguage): Omit<Setting<AnswerPhrases>, 'effect'> {
  const shipped = () => loadAnswerRules().languages[language].phrases;
  return {
    group: 'answers',
    name: `answer-phrases-${language}`,
    shipped: () => [
      { validFrom: FIRST_DAY, validTo: null, phrases: structuredClone(shipped()), basis: BASIS },
    ],
    fields: [
      ...LISTS.map(
        (name): SettingField => ({
          ...{ name, at: ['phrases', name], text: `answer-quality.checks.${name}` },
          ...{ kind: 'lines', most: 200, longest: 100 },
        }),
      ),
      basis,
    ],
    faults: ({ phrases }) =>
      Object.fromEntries(
        Object.entries(phrases).flatMap(([name, list]) => {
          const phrase = list.find(unusablePhrase);
          return phrase ? [[name, { text: 'settings.errors.phrase', values: { phrase } }]] : [];
        }),
      ),
  };
}

export const ANSWER_PHRASES = Object.fromEntries(
  CONTENT_LANGUAGES.map((language) => [language, phrasesOf(language)]),
) as Record<ContentLanguage, Omit<Setting<AnswerPhrases>, 'effect'>>;
