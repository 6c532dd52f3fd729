import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../platform/project-files.ts';
import { answerOnly } from './fit/answer-only.ts';
import { madeHarder, pairOf, readContrast } from './fit/contrast.ts';
import { figuresOf, sureFrom } from './fit/figures.ts';
import { inLines } from './fit/in-lines.ts';
import { fitJudge } from './fit/judge.ts';
import { fitLinear, prepareSamples, tellingTopics } from './fit/model.ts';
import { LANGUAGES } from './fit/sample.ts';
import { type Pair, pairsOf, pointsAsked, readScenarios, swappedPairs } from './fit/scenarios.ts';
import { loadAnswerRules } from './rule-set.ts';
import { type Language, splitPoints } from './rules.ts';

/** `node --import tsx server/answer-quality/fit.ts [FILE]`: answers in, weights out; the same weights each time. */
const SOURCES = projectFile('data/fit');
const TARGET = process.argv[2] ?? projectFile('data/seed/answer-rules/weights.json');
/** `vi.txt` holds parts from which answers are composed, `vi-whole.txt` answers written as one. */
const FILES = LANGUAGES.flatMap((language) => [`${language}.txt`, `${language}-whole.txt`]);
/** Contrast groups: by other hands, and some of our own of short answers and answers to general inquiries. */
const CONTRAST = ['contrast.jsonl', 'contrast-own.jsonl'];
/** Real answers of a government to petitions, every second of those at hand: whatever they lack, nobody calls them vague. */
const LETTERS = 'letters.jsonl';

const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8');

function written(): { pairs: Pair[]; scenarios: number } {
  const stock = JSON.parse(read('stock.json')) as Record<Language, string[]>;
  const scenarios = FILES.flatMap((file) => {
    const language = file.slice(0, 2) as Language;
    return readScenarios(read(file), language, stock[language]);
  });
  // Labels by point are of no use where the check reads another number of points.
  const usable = scenarios.filter(
    (scenario) => splitPoints(scenario.question, scenario.language).length === pointsAsked(scenario),
  );
  return { pairs: [...usable.flatMap(pairsOf), ...swappedPairs(usable)], scenarios: usable.length };
}

const asked = ({ question, language }: Pick<Pair, 'question' | 'language'>) =>
  splitPoints(question, language).length;

function byOtherHands(): Pair[] {
  const pairs = [...CONTRAST, LETTERS]
    .flatMap((file) => readContrast(read(file)))
    .map((row) => pairOf(row, asked(row)));
  const copies = madeHarder(pairs).map((pair) =>
    pair.made === 'stranger' ? { ...pair, answered: new Array<boolean>(asked(pair)).fill(false) } : pair,
  );
  return [...pairs, ...copies];
}

const { pairs: ownPairs, scenarios } = written();
const pairs = [...ownPairs, ...byOtherHands()];
const shipped = loadAnswerRules();
const telling = tellingTopics(pairs, shipped);
const samples = prepareSamples(pairs, { ...shipped, model: { ...shipped.model, telling } });
const { linear, below } = fitLinear(samples, telling);
const { judge, outside } = fitJudge(samples, below);
const contrast = samples.filter(({ pair }) => pair.made === 'contrast');
const blind = new Map(
  LANGUAGES.flatMap((language) => [...answerOnly(contrast.filter(({ pair }) => pair.language === language))]),
);
const { limits } = shipped;
const folds = figuresOf({ samples, outside, limits, blind });
const count = (language: Language) => samples.filter(({ pair }) => pair.language === language).length;
const made = {
  command: 'node --import tsx server/answer-quality/fit.ts',
  from: [...FILES, ...CONTRAST, LETTERS, 'stock.json'].map((file) => `data/fit/${file}`),
  scenarios,
  contrast: contrast.length,
  pairs: Object.fromEntries(LANGUAGES.map((language) => [language, count(language)])),
  folds,
};
const model = { ...linear, judge: { ...judge, sureFrom: sureFrom(samples, outside, limits) } };
writeFileSync(TARGET, `${inLines({ made, model })}\n`);
process.stdout.write(`${JSON.stringify({ ...made, sureFrom: model.judge.sureFrom }, null, 1)}\n`);
