import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { offerHelp } from '../server/platform/command-help.ts';
import { projectFile } from '../server/platform/project-files.ts';
import { benchAccountability } from './accountability.ts';
import { benchAnswers } from './answers.ts';
import { benchDeadline, benchTick } from './clocks.ts';
import { benchCluster } from './cluster.ts';
import { benchDialogues } from './dialogues.ts';
import { benchFaults } from './faults.ts';
import { benchItemPage } from './item-page.ts';
import type { Row } from './rounds.ts';
import { benchScale } from './scale.ts';
import { benchSignIns } from './sign-ins.ts';
import { benchSimilar } from './similar.ts';
import { benchSoak } from './soak.ts';
import { benchSubmitting } from './submitting.ts';
import { benchTyping } from './typing.ts';

offerHelp(`npm run bench [-- NAME… [SIZE]]
Figures beside their baselines, in five interleaved rounds.`);

/** Numbers after the names: sizes of what is measured, where a bench has sizes. */
const sizes = process.argv.slice(2).map(Number).filter(Number.isInteger);
const benches: Record<string, () => Promise<Row[]>> = {
  submitting: benchSubmitting,
  'item-page': benchItemPage,
  answers: benchAnswers,
  similar: benchSimilar,
  typing: benchTyping,
  dialogues: benchDialogues,
  deadline: benchDeadline,
  tick: benchTick,
  scale: () => benchScale(sizes),
  accountability: () => benchAccountability(sizes),
  faults: benchFaults,
  'sign-ins': benchSignIns,
  soak: () => benchSoak(sizes),
  cluster: () => benchCluster(sizes),
};
/** Ten minutes and more: only where they are named. */
const BY_NAME = ['soak', 'cluster'];

const figure = (value: number) =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2);

/** `npm run bench` runs all, `npm run bench -- item-page` one, `npm run bench -- scale 1000000` one at a size. */
const wanted = process.argv.slice(2).filter((word) => !Number.isInteger(Number(word)));
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 ? !wanted.includes(name) : BY_NAME.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  const begun = Date.now();
  try {
    rows.push(...(await bench()));
    keep(rows);
  } catch (fault) {
    // The others are measured all the same: together they take long.
    process.exitCode = 1;
    process.stderr.write(`${name} failed: ${(fault as Error).stack}\n`);
  }
  process.stderr.write(`${name}: ${((Date.now() - begun) / 60_000).toFixed(1)} minutes\n`);
}
console.log(`Node ${process.version}, ${cpus().length} cores, medians of five interleaved rounds\n`);
const beside = rows.some((row) => row.beside);
const titles = ['what', 'ours', 'bare', 'ratio', 'range', 'goal', 'met'];
if (beside) titles.push('express, same template', 'driver, same reads');
console.log(`| ${titles.join(' | ')} |\n|${'---|'.repeat(titles.length)}`);
for (const row of rows) {
  const { name, unit, ours, bare, ratio, range, goal, met } = row;
  const cells = [name, `${figure(ours)} ${unit}`, figure(bare), figure(ratio), range.map(figure).join(' – ')];
  cells.push(goal, met ? 'yes' : 'no');
  if (beside) cells.push(...[row.beside?.express, row.beside?.driver].map((ms) => figure(ms ?? Number.NaN)));
  console.log(`| ${cells.join(' | ')} |`);
}
/** A run of some keeps what was measured of the others. */
function keep(measured: Row[]): void {
  const file = projectFile('bench/results.json');
  const before: Row[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).rows : [];
  const kept = before.filter((row) => !measured.some(({ name }) => name === row.name));
  const results = { node: process.version, cores: cpus().length, rows: [...kept, ...measured] };
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
