/** Any part of an expression; one without options stands for a single letter. */
interface Part {
  source: string;
  quantifier: string;
  options?: Part[][];
}

const QUANTIFIER = /^(?:[?*+]|\{\d+(?:,\d*)?\})/;
const LETTER = /^(?:\\p\{\w+\}|\\.|\[(?:\\.|[^\]\\])+\]|.)/su;
const END_OF_WORD = '(?![\\p{L}\\p{N}])';

/**
 * Tells of a single word whether a match of the expression could begin with it, so that the expression is tried at few
 * places: true of every word that begins a match, false of nearly all others.
 * @param source of a regular expression, without flags
 */
export function beginningOf(source: string): RegExp {
  const { options } = optionsOf(source, 0);
  return new RegExp(`^(?:${cutOptions(options)}|(?:${source})${END_OF_WORD})`, 'u');
}

/** What the end of the text may cut off anywhere. */
function cutOptions(options: Part[][]): string {
  return options.map(cutParts).join('|');
}

function cutParts([first, ...rest]: Part[]): string {
  if (!first) return '$';
  return `(?:${cutPart(first)}|${first.source}${first.quantifier}${cutParts(rest)})`;
}

/** Cut inside the part itself, after as many whole ones as may be. */
function cutPart({ source, quantifier, options }: Part): string {
  const before = source + fromNone(quantifier);
  return options ? `(?:${before}(?:${cutOptions(options)}))` : `${before}$`;
}

function fromNone(quantifier: string): string {
  if (quantifier === '' || quantifier === '?') return '?';
  return quantifier.startsWith('{') ? `{0,${/(\d*)\}$/.exec(quantifier)![1]}}` : '*';
}

/** Parses alternatives up to the bracket that closes them. */
function optionsOf(source: string, from: number): { options: Part[][]; end: number } {
  const options: Part[][] = [[]];
  let at = from;
  while (at < source.length && source[at] !== ')') {
    if (source[at] === '|') {
      options.push([]);
      at++;
      continue;
    }
    const { part, end } = source[at] === '(' ? groupAt(source, at) : letterAt(source, at);
    if (part) options.at(-1)!.push(part);
    at = end;
  }
  return { options, end: at };
}

/** What only looks ahead begins nothing. */
function groupAt(source: string, at: number): { part?: Part; end: number } {
  const inner = optionsOf(source, at + 3);
  const close = inner.end + 1;
  if (source[at + 2] !== ':') return { end: close };
  const quantifier = QUANTIFIER.exec(source.slice(close))?.[0] ?? '';
  const part = { source: source.slice(at, close), quantifier, options: inner.options };
  return { part, end: close + quantifier.length };
}

function letterAt(source: string, at: number): { part: Part; end: number } {
  const letter = LETTER.exec(source.slice(at))![0];
  const behind = at + letter.length;
  const quantifier = QUANTIFIER.exec(source.slice(behind))?.[0] ?? '';
  return { part: { source: letter, quantifier }, end: behind + quantifier.length };
}
