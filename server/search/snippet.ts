import { isStopWord, type Word, wordOf } from './words.ts';

/** A part of a text, with the places in it that say what was looked for. */
export interface Snippet {
  text: string;
  marks: { start: number; end: number }[];
}

const LENGTH = 180;
const BEFORE = 50;
/** Beyond this nothing is looked for: texts are read on every page of results. */
const READ = 20_000;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

interface Place {
  from: number;
  to: number;
}

/** The part of a text that has most of what is wanted, with the hits marked; undefined where none stands. */
export function snippet(text: string, isWanted: (word: Word) => boolean): Snippet | undefined {
  const read = text.slice(0, READ).replace(/\s+/g, ' ');
  const hits = [...read.matchAll(WORD)]
    .filter(([word]) => {
      const written = word.normalize('NFC').toLowerCase();
      return !isStopWord(written) && isWanted(wordOf(written));
    })
    .map(({ 0: word, index }) => ({ from: index, to: index + word.length }));
  if (hits.length === 0) return undefined;
  const { from, to } = windowOf(read, hits);
  const before = from > 0 ? '…' : '';
  const shift = before.length - from;
  return {
    text: before + read.slice(from, to) + (to < read.length ? '…' : ''),
    marks: hits
      .filter((hit) => hit.from >= from && hit.to <= to)
      .map((hit) => ({ start: hit.from + shift, end: hit.to + shift })),
  };
}

/** Begins and ends between words. */
function windowOf(text: string, hits: readonly Place[]): Place {
  const inReach = (start: Place) =>
    hits.filter(({ from, to }) => from >= start.from && to <= start.from + LENGTH - BEFORE);
  const best = hits.reduce((most, hit) => (inReach(hit).length > inReach(most).length ? hit : most));
  const from = best.from <= BEFORE ? 0 : text.indexOf(' ', best.from - BEFORE) + 1 || best.from;
  if (from + LENGTH >= text.length) return { from: Math.min(from, best.from), to: text.length };
  const to = text.lastIndexOf(' ', from + LENGTH);
  return { from: Math.min(from, best.from), to: Math.max(to, best.to) };
}
