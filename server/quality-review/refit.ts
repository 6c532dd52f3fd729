import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadAnswerRules } from '../answer-quality/index.ts';
import { ConfigFault, readConfig } from '../config.ts';
import { StoreLocked, startStore } from '../embedded-mongo/index.ts';
import { connectStore, disconnectStore } from '../platform/data/connection.ts';
import { reviewedCases, shifted } from './reviewed-cases.ts';
import { type ReviewedCase, refit } from './rules.ts';

/**
 * `npm run refit-answers [-- --out FILE]`: moves the intercepts of the answer check to where reviewers agree most, prints
 * before and after, and writes the weights as a new version beside those in force. A person puts them there.
 */
const FEWEST = 30;
const TOO_FEW = 1;
const MISCONFIGURED = 78;

async function casesOfStore(dataDirectory: string, mongoUri: string | undefined): Promise<ReviewedCase[]> {
  const store = mongoUri ? undefined : await startStore({ directory: join(dataDirectory, 'store') });
  try {
    await connectStore(mongoUri ?? store!.uri);
    return await reviewedCases(loadAnswerRules());
  } finally {
    await disconnectStore();
    await store?.close();
  }
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  const config = readConfig(process.env);
  const cases = await casesOfStore(config.dataDirectory, config.mongoUri);
  if (cases.length < FEWEST) {
    process.stderr.write(`${cases.length} reviewed answers; at least ${FEWEST} are needed.\n`);
    return TOO_FEW;
  }
  const rules = loadAnswerRules();
  const { shift, before, after, crossValidated } = refit(cases);
  const version = `${rules.version}+review.${cases.length}`;
  const made = {
    command: 'npm run refit-answers',
    from: `${rules.version}, ${cases.length} reviewed answers`,
    shift,
    macroF1: { before: rounded(before), after: rounded(after), crossValidated: rounded(crossValidated) },
  };
  const out = values.out ?? join(config.dataDirectory, 'answer-rules', `weights-${version}.json`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, `${JSON.stringify({ version, made, model: shifted(rules, shift).model }, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify({ version, ...made, out }, null, 1)}\n`);
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
