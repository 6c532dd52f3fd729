/** A quantifier that lets the part before it be absent. */
const OPTIONAL = /^(?:[?*]|\{0)/;
const TOKEN = /^(?:\\p\{\w+\}|\\.|\[(?:\\.|[^\]\\])+\]|[^\\[(])/su;

/**
 * Parts of a character class with one of which every match of a pattern begins; undefined when that cannot be told
 * from its beginning. @param source of a regular expression, without flags
 */
export function firstLetters(source: string): string[] | undefined {
  if (source.startsWith('(?=')) return firstLetters(source.slice(3, groupEnd(source)));
  if (source.startsWith('(?!')) return firstLetters(source.slice(groupEnd(source) + 1));
  if (source.startsWith('(?:')) {
    const end = groupEnd(source);
    if (OPTIONAL.test(source.slice(end + 1))) return undefined;
    const found = alternatives(source.slice(3, end)).map(firstLetters);
    return found.every((each) => each !== undefined) ? found.flat() : undefined;
  }
  const token = TOKEN.exec(source)?.[0];
  if (token === undefined || OPTIONAL.test(source.slice(token.length))) return undefined;
  if (token.startsWith('[')) return token.startsWith('[^') ? undefined : [token.slice(1, -1)];
  if (token.startsWith('\\')) return /^\\[bB]$/.test(token) ? undefined : [token];
  return /[\^$|.*+?)]/.test(token) ? undefined : [token === '-' || token === ']' ? `\\${token}` : token];
}

/** Position of the bracket that closes the group at the start. */
function groupEnd(source: string): number {
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === '(') depth++;
    else if (source[at] === ')' && --depth === 0) return at;
  }
  return source.length;
}

function alternatives(source: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (let at = 0; at < source.length; at++) {
    const letter = source[at]!;
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    if (letter === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter === '\\' ? letter + source[++at] : letter;
  }
  return parts;
}
