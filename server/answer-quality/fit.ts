import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFile } from '../platform/project-files.ts';
import { inLines } from './fit/in-lines.ts';
import { fitModel, LANGUAGES, prepareSamples, type Sample, tellingTopics } from './fit/model.ts';
import { pairsOf, pointsAsked, readScenarios, swappedPairs } from './fit/scenarios.ts';
import { loadAnswerRules } from './rule-set.ts';
import { type Language, splitPoints } from './rules.ts';

/** `node --import tsx server/answer-quality/fit.ts [FILE]`: scenarios in, weights out; the same weights each time. */
const SOURCES = projectFile('data/fit');
const TARGET = process.argv[2] ?? projectFile('data/seed/answer-rules/weights.json');

const stock = JSON.parse(readFileSync(join(SOURCES, 'stock.json'), 'utf8')) as Record<Language, string[]>;
/** `vi.txt` holds parts from which answers are composed, `vi-whole.txt` answers written as one. */
const FILES = LANGUAGES.flatMap((language) => [`${language}.txt`, `${language}-whole.txt`]);
const scenarios = FILES.flatMap((file) => {
  const language = file.slice(0, 2) as Language;
  return readScenarios(readFileSync(join(SOURCES, file), 'utf8'), language, stock[language]);
});
const usable = scenarios.filter((scenario) => {
  const split = splitPoints(scenario.question, scenario.language);
  if (split.length === pointsAsked(scenario)) return true;
  process.stdout.write(
    `left out, ${pointsAsked(scenario)} points but ${split.length} read: ${scenario.language} ${scenario.name}: ${split.join(' | ')}\n`,
  );
  return false;
});
const pairsWritten = [...usable.flatMap(pairsOf), ...swappedPairs(usable)];
const telling = tellingTopics(pairsWritten, loadAnswerRules());
const rules = { ...loadAnswerRules(), model: { ...loadAnswerRules().model, telling } };
const samples = prepareSamples(pairsWritten, rules);
const { model, outside } = fitModel(samples, telling);

const VERDICTS = ['clear', 'partial', 'vague'];
const saidOf = (sample: Sample): number => {
  const shares = outside.get(sample)!;
  return shares.indexOf(Math.max(...shares));
};
function macroF1(own: Sample[]): number {
  const scores = VERDICTS.map((verdict, at) => {
    const said = own.filter((sample) => saidOf(sample) === at).length;
    const hit = own.filter((sample) => sample.pair.verdict === verdict && saidOf(sample) === at).length;
    const meant = own.filter((sample) => sample.pair.verdict === verdict).length;
    return (2 * hit) / Math.max(1, said + meant);
  });
  return Math.round((1000 * scores.reduce((a, b) => a + b, 0)) / scores.length) / 1000;
}

const pairs: Record<string, number> = {};
const crossValidated: Record<string, number> = {};
const crossValidatedWhole: Record<string, number> = {};
for (const language of LANGUAGES) {
  const own = samples.filter(({ pair }) => pair.language === language);
  pairs[language] = own.length;
  crossValidated[language] = macroF1(own);
  crossValidatedWhole[language] = macroF1(own.filter(({ pair }) => pair.made === 'whole'));
}
const made = {
  command: 'node --import tsx server/answer-quality/fit.ts',
  from: [...FILES, 'stock.json'].map((file) => `data/fit/${file}`),
  scenarios: usable.length,
  pairs,
  crossValidatedMacroF1: crossValidated,
  ofWholeAnswers: crossValidatedWhole,
};
writeFileSync(TARGET, `${inLines({ made, model })}\n`);
process.stdout.write(`${JSON.stringify(made, null, 1)}\n`);
