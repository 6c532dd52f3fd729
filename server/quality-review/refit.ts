import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { inLines, judged, learned, loadAnswerRules, type Moved, refitted } from '../answer-quality/index.ts';
import { ConfigFault, readConfig } from '../config.ts';
import { StoreLocked, startStore } from '../embedded-mongo/index.ts';
import { offerHelp } from '../platform/command-help.ts';
import { connectStore, disconnectStore } from '../platform/data/connection.ts';
import { type ReadCase, reviewedCases } from './reviewed-cases.ts';
import { type Learner, refit } from './rules.ts';
import { onTestSets, worseOn } from './test-sets.ts';

offerHelp(`npm run refit-answers [-- --out FILE]
Fits the verdict of the answer check from reviewed answers, and shows before and after; FILE is for ANSWER_WEIGHTS.`);

/**
 * `npm run refit-answers [-- --out FILE]`: fits the verdict of the answer check on from answers that reviewers have read,
 * prints before and after, also on the answers by other hands, and writes weights when they are better. `ANSWER_WEIGHTS=FILE` puts them in force.
 */
const FEWEST = 30;
const TOO_FEW = 1;
const MISCONFIGURED = 78;

async function casesOfStore(dataDirectory: string, mongoUri: string | undefined): Promise<ReadCase[]> {
  const store = mongoUri ? undefined : await startStore({ directory: join(dataDirectory, 'store') });
  try {
    await connectStore(mongoUri ?? store!.uri);
    return await reviewedCases(loadAnswerRules());
  } finally {
    await disconnectStore();
    await store?.close();
  }
}

const LEARNER: Learner<ReadCase, Moved> = {
  learn: (cases) => learned(cases.map(({ lesson }) => lesson)),
  judge: (moved, { lesson }) => judged(lesson, moved),
};

const rounded = (value: number) => Math.round(value * 1000) / 1000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const config = readConfig(process.env);
  loadAnswerRules(config.answerWeights);
  const cases = await casesOfStore(config.dataDirectory, config.mongoUri);
  if (cases.length < FEWEST) {
    process.stderr.write(`${cases.length} reviewed answers; at least ${FEWEST} are needed.\n`);
    return TOO_FEW;
  }
  const rules = loadAnswerRules();
  const { weights, before, after, crossValidated } = refit(cases, LEARNER);
  const model = refitted(rules.model, weights);
  const testSets = onTestSets(rules, model);
  const worse = worseOn(testSets);
  const better = crossValidated > before && worse.length === 0;
  const made = {
    command: 'npm run refit-answers',
    from: `${rules.version}, ${cases.length} reviewed answers`,
    macroF1: { before: rounded(before), after: rounded(after), crossValidated: rounded(crossValidated) },
    testSets,
  };
  const name = `weights-${cases.length}-reviewed.json`;
  const out = values.out ?? join(config.dataDirectory, 'answer-rules', name);
  if (better) {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, `${inLines({ made, model })}\n`);
  }
  const said = better
    ? { ...made, out }
    : {
        ...made,
        out: null,
        why: worse.length > 0 ? `Worse on ${worse.join(', ')}.` : 'The weights in force are as good.',
      };
  process.stdout.write(`${JSON.stringify(said, null, 1)}\n`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof StoreLocked || error instanceof ConfigFault)) throw error;
  const stopFirst = 'The store is in use: stop the server first, or set MONGODB_URI.';
  process.stderr.write(`${error instanceof StoreLocked ? stopFirst : error.message}\n`);
  process.exitCode = MISCONFIGURED;
}
