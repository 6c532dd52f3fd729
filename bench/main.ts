import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { benchAnswers } from './answers.ts';
import { benchDialogues } from './dialogues.ts';
import { benchAnswers } from './answers.ts';
import { benchItemPage } from './item-page.ts';
import type { Row } from './rounds.ts';
import { benchSubmitting } from './submitting.ts';
import { benchTyping } from './typing.ts';
import { benchTyping } from './typing.ts';

const benches: Record<string, () => Promise<Row[]>> = {
  submitting: benchSubmitting,
  'item-page': benchItemPage,
  answers: benchAnswers,
  typing: benchTyping,
  answers: benchAnswers,
  typing: benchTyping,
  dialogues: benchDialogues,
};

const figure = (value: number) =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2);

/** `npm run bench` runs all, `npm run bench -- item-page` one. */
const wanted = process.argv.slice(2);
const rows: Row[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stderr.write(`${name} …\n`);
  rows.push(...(await bench()));
}
console.log(`Node ${process.version}, ${cpus().length} cores, medians of five interleaved rounds\n`);
console.log('| what | ours | bare | ratio | range | goal | met |\n|---|---|---|---|---|---|---|');
for (const { name, unit, ours, bare, ratio, range, goal, met } of rows)
  console.log(
    `| ${name} | ${figure(ours)} ${unit} | ${figure(bare)} | ${figure(ratio)} | ${range.map(figure).join(' – ')} | ${goal} | ${met ? 'yes' : 'no'} |`,
  );
writeFileSync(
  join(import.meta.dirname, 'results.json'),
  `${JSON.stringify({ node: process.version, cores: cpus().length, rows }, null, 2)}\n`,
);
