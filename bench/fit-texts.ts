import { readFileSync } from 'node:fs';
import type { Language } from '../server/answer-quality/index.ts';
import { projectFile } from '../server/platform/project-files.ts';

const texts = new Map<Language, string>();

function textOf(language: Language): string {
  const known = texts.get(language);
  if (known !== undefined) return known;
  const text = readFileSync(projectFile(`data/fit/${language}.txt`), 'utf8');
  texts.set(language, text);
  return text;
}

/** Questions as people write them. */
export function questionsOf(language: Language): string[] {
  return [...textOf(language).matchAll(/^q (.*)$/gm)].map((match) => match[1]!);
}

/** Answers to one point each. */
export function answersOf(language: Language): string[] {
  return [...textOf(language).matchAll(/^\d\+ (.*)$/gm)].map((match) => match[1]!);
}

const words = new Map<Language, string[]>();

/** So many words from such answers, from a place on. */
export function wordsOf(language: Language, from: number, count: number): string {
  const all = words.get(language) ?? answersOf(language).join(' ').split(' ');
  words.set(language, all);
  const start = from % Math.max(1, all.length - count);
  return all.slice(start, start + count).join(' ');
}
