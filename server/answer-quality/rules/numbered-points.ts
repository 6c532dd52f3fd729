import { sentencesOf } from './sentences.ts';
import { placesOf } from './words.ts';

/** "1.", "(2)", "a)", "B)", "Г)", "Q3:" */
const NUMBERING =
  /(?:^|[\s:;,.!?])(?:\(?([1-9]|1\d|[a-eA-Eа-дА-Д])[.)]|[QqCc]([1-9])[.:)])(?=\s?[\p{L}"«“])/gu;
const SERIES = ['abcde', 'абвгд'];
/** "một là …, hai là …", "во-первых …, во-вторых …", "firstly …, secondly …" */
const IN_WORDS =
  /(?:^|[\s:;,.])(?:(một|hai|ba|bốn|năm) là|thứ (nhất|hai|ba|tư|năm)(?= là|[:,])|(во-первых|во-вторых|в-третьих|в-четв[её]ртых)|(firstly|secondly|thirdly))(?=[\s,:])/giu;
const WORDS = [
  ['một', 'nhất', 'во-первых', 'firstly'],
  ['hai', 'во-вторых', 'secondly'],
  ['ba', 'в-третьих', 'thirdly'],
  ['bốn', 'tư', 'в-четвертых', 'в-четвёртых'],
  ['năm'],
];

interface Start {
  at: number;
  from: number;
}

/** The items of a list, none where there are not two; `asked` reads what stands behind it. */
export function numberedPoints(text: string, asked: (text: string) => string[]): string[] {
  const signs = startsOf(
    text,
    NUMBERING,
    (label, next) => label === String(next + 1) || SERIES.some((letters) => letters[next] === label),
  );
  const starts =
    signs.length > 1
      ? signs
      : startsOf(text, IN_WORDS, (label, next) => WORDS[next]?.includes(label) ?? false);
  if (starts.length < 2) return [];
  const parts = starts.map(({ from }, index) => text.slice(from, starts[index + 1]?.at ?? text.length));
  return [...parts.slice(0, -1).map(trimPoint), ...lastOfList(parts.at(-1)!, asked)];
}

function startsOf(text: string, pattern: RegExp, isNext: (label: string, next: number) => boolean): Start[] {
  const starts: Start[] = [];
  for (const match of text.matchAll(pattern)) {
    const label = match
      .slice(1)
      .find((each) => each !== undefined)!
      .toLowerCase();
    if (isNext(label, starts.length)) starts.push({ at: match.index, from: match.index + match[0].length });
  }
  return starts;
}

/** The last of a list ends with its sentence, or with its question where that comes first; what is asked behind the list are points too. */
function lastOfList(text: string, asked: (text: string) => string[]): string[] {
  const sentences = sentencesOf(text, placesOf(text));
  const [first, second] = sentences;
  if (!first) return [];
  const tells = /[.!]\s*$/.test(text.slice(0, first.end));
  const end = tells && second && /\?\s*$/.test(text.slice(0, second.end)) ? second.end : first.end;
  const behind = text.slice(end);
  return [trimPoint(text.slice(0, end)), ...(behind.includes('?') ? asked(behind) : [])];
}

export function trimPoint(text: string): string {
  return text
    .replace(/^[\s,;:–—-]+/, '')
    .replace(/[\s,;(]{1,20}$/, '')
    .replace(/\s(?:and|và|и)$/, '');
}
