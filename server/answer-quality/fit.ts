import { readFileSync, writeFileSync } from 'node:fs';
import { projectFile } from '../platform/project-files.ts';
import { answerOnly } from './fit/answer-only.ts';
import { type ContrastRow, madeHarder, pairOf, readContrast } from './fit/contrast.ts';
import { figuresOf, sureFrom } from './fit/figures.ts';
import { heldOutFigures, isHeldOut } from './fit/held-out.ts';
import { inLines } from './fit/in-lines.ts';
import { CONTRAST, FILES, inputsDigest, LETTERS, SOURCES, STOCK } from './fit/inputs.ts';
import { fitJudge } from './fit/judge.ts';
import { fitLinear, prepareSamples, tellingTopics } from './fit/model.ts';
import { LANGUAGES } from './fit/sample.ts';
import { type Pair, pairsOf, pointsAsked, readScenarios, swappedPairs } from './fit/scenarios.ts';
import { loadAnswerRules } from './rule-set.ts';
import { type Language, splitPoints } from './rules.ts';

/** `node --import tsx server/answer-quality/fit.ts [FILE]`: answers in, weights out; the same weights each time. */
const TARGET = process.argv[2] ?? projectFile('data/seed/answer-rules/weights.json');

const read = (file: string) => readFileSync(projectFile(`data/fit/${file}`), 'utf8');

function written(): { pairs: Pair[]; scenarios: number } {
  const stock = JSON.parse(read(STOCK)) as Record<Language, string[]>;
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

/** With copies that are harder to judge. */
function byOtherHands(rows: ContrastRow[]): Pair[] {
  const pairs = rows.map((row) => pairOf(row, asked(row)));
  const copies = madeHarder(pairs).map((pair) =>
    pair.made === 'stranger' ? { ...pair, answered: new Array<boolean>(asked(pair)).fill(false) } : pair,
  );
  return [...pairs, ...copies];
}

const { pairs: ownPairs, scenarios } = written();
const rows = [...CONTRAST, LETTERS].flatMap((file) => readContrast(read(file)));
const pairs = [...ownPairs, ...byOtherHands(rows.filter((row) => !isHeldOut(row)))];
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
  from: SOURCES,
  inputs: inputsDigest(),
  scenarios,
  contrast: contrast.length,
  pairs: Object.fromEntries(LANGUAGES.map((language) => [language, count(language)])),
  folds,
};
const model = { ...linear, judge: { ...judge, sureFrom: sureFrom(samples, outside, limits) } };
const heldOut = heldOutFigures(byOtherHands(rows.filter(isHeldOut)), model, shipped);
writeFileSync(TARGET, `${inLines({ made: { ...made, heldOut }, model })}\n`);
process.stdout.write(`${JSON.stringify({ ...made, heldOut, sureFrom: model.judge.sureFrom }, null, 1)}\n`);
