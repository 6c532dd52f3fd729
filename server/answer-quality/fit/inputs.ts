import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { projectFile } from '../../platform/project-files.ts';
import { LANGUAGES } from './sample.ts';

/** `vi.txt` holds parts from which answers are composed, `vi-whole.txt` answers written as one. */
export const FILES = LANGUAGES.flatMap((language) => [`${language}.txt`, `${language}-whole.txt`]);
/** Contrast groups: by other hands, and some of our own of short answers and answers to general inquiries. */
export const CONTRAST = ['contrast.jsonl', 'contrast-own.jsonl'];
/** Real answers of a government to petitions, every second of those at hand: whatever they lack, nobody calls them vague. */
export const LETTERS = 'letters.jsonl';
export const STOCK = 'stock.json';
/** What the weights come from. */
export const SOURCES = [...FILES, ...CONTRAST, LETTERS, STOCK].map((file) => `data/fit/${file}`);
const LISTS = [...LANGUAGES, 'rule-set'].map((name) => `data/seed/answer-rules/${name}.json`);

/** Changes with each change of what is fitted on: weights that carry another one are to be fitted again. */
export function inputsDigest(): string {
  const hash = createHash('sha256');
  for (const file of [...SOURCES, ...LISTS]) hash.update(readFileSync(projectFile(file)));
  return hash.digest('hex').slice(0, 16);
}
