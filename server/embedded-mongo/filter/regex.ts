import { BSONRegExp } from 'bson';
import { badValue, unsupported } from '../errors.ts';

/** `$options` of MongoDB are PCRE's; x has no equivalent in JavaScript. */
export function compileRegex(pattern: string, options: string): RegExp {
  for (const option of options) {
    if (option === 'x') throw unsupported('the regular expression option x');
    if (!'imsu'.includes(option)) throw badValue(`invalid flag in regex options: ${option}`);
  }
  const multiline = options.includes('m');
  const flags = `u${options.includes('i') ? 'i' : ''}${multiline ? 'm' : ''}${options.includes('s') ? 's' : ''}`;
  try {
    return new RegExp(translate(pattern, { multiline, dotAll: options.includes('s') }), flags);
  } catch (error) {
    throw badValue(
      `Regular expression is invalid or not supported by this store: ${(error as Error).message}`,
    );
  }
}

const SPACES = ' \\t\\n\\v\\f\\r';
const SYNTAX = '^$\\.*+?()[]{}|/';

/**
 * PCRE to JavaScript's unicode mode, which refuses what it does not know. The silent differences are
 * rewritten: `$` also stands before a last line feed, `.` excludes only line feeds, `\s` is ASCII, and
 * any punctuation may be escaped.
 */
function translate(pattern: string, mode: { multiline: boolean; dotAll: boolean }): string {
  let out = '';
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i]!;
    if (unit === '\\') {
      out += escaped(pattern[++i], inClass);
    } else if (inClass) {
      if (unit === '[' && ':.='.includes(pattern[i + 1] ?? ' '))
        throw unsupported('a POSIX class in a regular expression');
      inClass = unit !== ']';
      out += unit === '[' ? '\\[' : unit;
    } else if (unit === '[') {
      inClass = true;
      out += unit;
      if (pattern[i + 1] === '^') out += pattern[++i];
      if (pattern[i + 1] === ']') throw unsupported('] as the first of a class in a regular expression');
    } else out += plain(unit, mode);
  }
  return out;
}

function plain(unit: string, mode: { multiline: boolean; dotAll: boolean }): string {
  if (unit === '.' && !mode.dotAll) return '[^\\n]';
  if (unit === '$') return mode.multiline ? '(?=\\n|(?![\\s\\S]))' : '(?=\\n?(?![\\s\\S]))';
  if (unit === '^' && mode.multiline) return '(?<![^\\n])';
  return unit;
}

function escaped(unit: string | undefined, inClass: boolean): string {
  if (unit === undefined) return '\\';
  if (unit === 's') return inClass ? SPACES : `[${SPACES}]`;
  if (unit === 'S') {
    if (inClass) throw unsupported('\\S inside a class of a regular expression');
    return `[^${SPACES}]`;
  }
  const isPunctuation = /[\x20-\x7e]/.test(unit) && !/[0-9A-Za-z]/.test(unit);
  if (!isPunctuation || SYNTAX.includes(unit) || (inClass && unit === '-')) return `\\${unit}`;
  return unit;
}

/** A regex literal of BSON, or undefined. */
export function asRegex(value: unknown): BSONRegExp | undefined {
  return value instanceof BSONRegExp ? value : undefined;
}

/** The literal text that every match begins with, or undefined when there is none. */
export function literalStart(regex: BSONRegExp): string | undefined {
  if (regex.options !== '' || !regex.pattern.startsWith('^') || regex.pattern.includes('|')) return undefined;
  const literal = /^\^((?:\\[^0-9A-Za-z]|[^\\^$.*+?()[\]{}|])+)(.*)$/su.exec(regex.pattern);
  if (!literal) return undefined;
  let text = literal[1]!;
  // A quantifier belongs to the last character, which then need not be there.
  if (/^[*?{]/.test(literal[2]!)) text = text.replace(/(\\.|.)$/su, '');
  return text.replace(/\\(.)/gsu, '$1') || undefined;
}
